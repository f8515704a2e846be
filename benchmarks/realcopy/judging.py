"""What a correction is worth on articles that it was not fitted to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from gaoqian.mixture import MAX_STEP, ScoreCounts, ThresholdObjective, logit_shift, propose
from gaoqian.mixture.cells import logit
from gaoqian.scorer.arrays import FloatArray, sigmoid
from gaoqian.scorer.keys import IntArray
from gaoqian_training.metrics import BoolArray, Figures, measure
from gaoqian_training.thresholds import best_f1_threshold
from realcopy.calibrating import Correction, Rows, fit_correction
from realcopy.sets import Stream

#: Precision of the tags given on a stream; commentary shades into what is none.
STREAM_GOAL, STREAM_GOALS = 0.8, {"editorial": 0.7}
_THRESHOLDS = (0.35, 0.4, 0.5, 0.6)
#: Less than one article of any topic moves.
_MATTERS = 0.005
_FOLDS = 5
_STREAM = 500
_DRAWS = 10


def cross_fit(rows: Rows, seed: int = 0) -> FloatArray:
    """Return probabilities of every text by corrections that did not see its article."""
    articles = sorted({owner.removesuffix("#cut") for owner in rows.owners})
    order = np.random.default_rng(seed).permutation(len(articles))
    fold_of = {articles[place]: number % _FOLDS for number, place in enumerate(order)}
    folds = np.array([fold_of[owner.removesuffix("#cut")] for owner in rows.owners])
    found = np.zeros(rows.logits.shape)
    for fold in range(_FOLDS):
        held_out = folds == fold
        correction = fit_correction(rows.part(~held_out))
        found[held_out] = apply(correction, rows.part(held_out))
    return found


def apply(correction: Correction, rows: Rows) -> FloatArray:
    """Return a correction's probabilities of texts."""
    return correction.probabilities(rows.logits, rows.characters)


def live(
    probabilities: FloatArray,
    shares: Sequence[float],
    today: FloatArray,
    max_step: float = MAX_STEP,
) -> tuple[FloatArray, FloatArray]:
    """Propose thresholds from the articles' own probabilities, as ``gaoqian thresholds`` does.

    Args:
        probabilities: Of unlabelled articles.
        shares: What they were calibrated for.
        today: Today's thresholds.
        max_step: As for the command.

    Returns:
        Estimated shares, and thresholds on the probabilities as they were given, ``(topics,)``
        each.
    """
    counts = ScoreCounts.from_scores(probabilities)
    proposal = propose(counts, shares, today.tolist(), ThresholdObjective(), max_step=max_step)
    found = np.array([topic.share.value for topic in proposal.topics])
    shifts = np.array(
        [
            logit_shift(topic.tuned_to, share)
            for topic, share in zip(proposal.topics, shares, strict=True)
        ]
    )
    chosen = np.array([topic.threshold for topic in proposal.topics])
    return found, sigmoid(logit(chosen) - shifts)


def judge(
    topics: Sequence[str], probabilities: FloatArray, rows: Rows, thresholds: FloatArray
) -> Figures:
    """Measure what thresholds give."""
    return measure(topics, probabilities, probabilities >= thresholds, rows.labels)


def best_thresholds(probabilities: FloatArray, labels: BoolArray) -> FloatArray:
    """Return each topic's best threshold in hindsight."""
    columns = zip(probabilities.T, labels.T, strict=True)
    return np.array([best_f1_threshold(column, truth) for column, truth in columns])


@dataclass(frozen=True, slots=True)
class Drifted:
    """A stream of a house whose mixture has drifted.

    Attributes:
        commentary: The share of commentary in it.
        none: The share of articles about no topic.
        error: The largest error of an estimated share.
        live: Macro F1 with thresholds from the unlabelled stream.
        best: Macro F1 with the best thresholds that labels of another stream of the same mixture,
            made of other articles, would give.
        hindsight: Macro F1 with the best thresholds for this very stream.
    """

    commentary: float
    none: float
    error: float
    live: float
    best: float
    hindsight: float


def drifting(
    probabilities: FloatArray,
    labels: BoolArray,
    shares: Sequence[float],
    today: FloatArray,
    editorial: int,
) -> Iterator[Drifted]:
    """Simulate streams of 500 texts, drawn from one half of labelled real articles.

    First commentary goes from 4 to 25 %, then articles about no topic from 50 to 75 %; the rest
    are about the other topics. Figures are means of ten draws.
    """
    mixtures = [(c, 0.5) for c in (0.04, 0.11, 0.18, 0.25)] + [(0.1, n) for n in (0.6, 0.68, 0.75)]
    for commentary, none in mixtures:
        generator = np.random.default_rng(0)
        told = []
        for _ in range(_DRAWS):
            halves = np.array_split(generator.permutation(len(labels)), 2)
            mine, other = (
                _draw(labels, half, commentary, none, editorial, generator) for half in halves
            )
            p, truth = probabilities[mine], labels[mine]
            found, thresholds = live(p, shares, today)
            taught = best_thresholds(probabilities[other], labels[other])
            given = (thresholds, taught, best_thresholds(p, truth))
            figures = [_macro_f1(p >= each, truth) for each in given]
            told.append((float(np.abs(found - truth.mean(axis=0)).max()), *figures))
        yield Drifted(commentary, none, *np.mean(told, axis=0).tolist())


def _draw(
    labels: BoolArray,
    places: IntArray,
    commentary: float,
    none: float,
    editorial: int,
    generator: np.random.Generator,
) -> IntArray:
    """Draw 500 of some articles with replacement, in a mixture."""
    carries = labels[places]
    parts = [
        (carries[:, editorial], commentary),
        (~carries.any(axis=1), none),
        (carries.any(axis=1) & ~carries[:, editorial], 1.0 - commentary - none),
    ]
    drawn = [generator.choice(places[part], round(_STREAM * share)) for part, share in parts]
    return np.concatenate(drawn)


def _macro_f1(given: BoolArray, truth: BoolArray) -> float:
    names = [str(topic) for topic in range(truth.shape[1])]
    return measure(names, given.astype(np.float64), given, truth).macro_f1


def stream_precision(
    stream: Stream, topic: int, name: str, given: BoolArray
) -> tuple[int, int, int, int, int]:
    """Return tags given, of these labelled, right, and of earlier right tags kept, of how many."""
    places = set(np.flatnonzero(given).tolist())
    known = {place: bool(stream.labels[row, topic]) for row, place in enumerate(stream.known)}
    labelled = places & known.keys()
    right = sum(known[place] for place in labelled)
    earlier = stream.given[name]
    return len(places), len(labelled), right, len(places & set(earlier)), len(earlier)


def default_thresholds(
    topics: Sequence[str],
    gathered: tuple[FloatArray, BoolArray],
    stream: Stream,
    streamed: FloatArray,
) -> FloatArray:
    """Choose the thresholds that ship, which have to serve houses of either kind.

    Of a few thresholds around one half, the one whose F1 on the gathered sets is best, less half
    of what precision on the stream lacks of its goal, and a twentieth of the share of earlier
    right tags there that are kept; of equals the lowest. Few tags are labelled on the stream: one
    more wrong one is added to them.

    Args:
        topics: Topic identifiers.
        gathered: Cross-fitted probabilities and labels of the gathered sets.
        stream: The stream.
        streamed: Probabilities of all of it.
    """
    probabilities, labels = gathered
    chosen = []
    for topic, name in enumerate(topics):
        worth = {}
        for threshold in _THRESHOLDS:
            given = probabilities[:, topic] >= threshold
            f1 = _macro_f1(given[:, None], labels[:, topic : topic + 1])
            told = stream_precision(stream, topic, name, streamed[:, topic] >= threshold)
            lacks = STREAM_GOALS.get(name, STREAM_GOAL) - told[2] / (told[1] + 1)
            kept = told[3] / max(told[4], 1)
            worth[threshold] = f1 - 0.5 * max(0.0, lacks) + 0.05 * kept
        best = max(worth.values())
        chosen.append(min(each for each, value in worth.items() if value >= best - _MATTERS))
    return np.array(chosen)
