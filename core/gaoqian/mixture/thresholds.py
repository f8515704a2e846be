"""Thresholds from probabilities alone: what is best by what may be expected of them.

Of articles with calibrated probabilities p, those given a topic from a threshold on hold
``sum p`` that carry it, so precision, recall and F1 can be expected without one label (Lewis,
Evaluating and optimizing autonomous text classification systems, 1995).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gaoqian.errors import MixtureError
from gaoqian.mixture.cells import ScoreCounts, logit
from gaoqian.mixture.objectives import ThresholdObjective
from gaoqian.scorer.arrays import FloatArray, sigmoid

BoolArray = npt.NDArray[np.bool_]

#: Where F1 cannot be good, half of the best would give a topic to nearly everything.
LEAST = 0.3
#: Who states a precision is given no tag that is likelier wrong than right.
LIKELIER_RIGHT = 0.5
#: In log odds: how finely all thresholds are raised together for a none-recall.
_STEP = 0.05
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class ExpectedMetrics:
    """What may be expected of thresholds on some articles, each 0 to 1.

    Attributes:
        given: Of each topic, the share of articles that would get it.
        precision: Of each topic; 1 where none would get it.
        recall: Of each topic.
        none_recall: Of the articles about no topic, the share that would get none.
    """

    given: tuple[float, ...]
    precision: tuple[float, ...]
    recall: tuple[float, ...]
    none_recall: float


def fit_thresholds(objective: ThresholdObjective, counts: ScoreCounts) -> list[float]:
    """Choose a threshold for each topic on calibrated probabilities of unlabelled articles.

    Args:
        objective: What for.
        counts: Their probabilities, calibrated for the shares of these very articles.

    Returns:
        One threshold a topic, within 0 to 1.
    """
    probabilities = counts.probabilities()
    columns = list(probabilities.T)
    if objective.kind == "cost":
        return [objective.cost_threshold] * len(columns)
    if objective.kind == "precision":
        lowest = [_precise_from(p, counts.counts, objective.value) for p in columns]
        return [max(threshold, LIKELIER_RIGHT) for threshold in lowest]
    chosen = [_best_f1_from(p, counts.counts) for p in columns]
    if objective.kind == "none-recall":
        none = _about_none(probabilities, counts.counts)
        return raise_to_none_recall(
            chosen, lambda raised: _none_recall(none, probabilities >= raised), objective.value
        )
    return chosen


def expected_metrics(counts: ScoreCounts, thresholds: Sequence[float]) -> ExpectedMetrics:
    """Return what may be expected of thresholds; ``counts`` as for `fit_thresholds`."""
    probabilities, weights = counts.probabilities(), counts.counts[:, None]
    given = probabilities >= np.asarray(thresholds)
    found = (weights * given * probabilities).sum(axis=0)
    answers = (weights * given).sum(axis=0)
    carried = (weights * probabilities).sum(axis=0)
    return ExpectedMetrics(
        given=tuple((answers / counts.counts.sum()).tolist()),
        precision=tuple(np.where(answers > 0, found / np.maximum(answers, 1e-12), 1.0).tolist()),
        recall=tuple((found / np.maximum(carried, 1e-12)).tolist()),
        none_recall=_none_recall(_about_none(probabilities, counts.counts), given),
    )


def _about_none(probabilities: FloatArray, weights: FloatArray) -> FloatArray:
    """Return how many articles of each cell may be expected to be about no topic."""
    # Topics are taken to be independent given the article: nothing says otherwise.
    return np.asarray(weights * (1.0 - probabilities).prod(axis=1))


def _none_recall(none: FloatArray, given: BoolArray) -> float:
    return float(none[~given.any(axis=1)].sum() / max(float(none.sum()), 1e-12))


def _descending(
    probabilities: FloatArray, weights: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return probabilities from the highest on, with answers and hits down to each."""
    order = np.argsort(-probabilities, kind="stable")
    p, w = probabilities[order], weights[order]
    return p, np.cumsum(w), np.cumsum(w * p)


def is_cut(descending: FloatArray) -> BoolArray:
    """Whether a threshold can lie behind each entry: it cannot part equal probabilities."""
    return np.append(descending[:-1] != descending[1:], [True])


def _halfway(p: FloatArray, last: int) -> float:
    """Return a threshold between an entry and the next lower one, in the middle of log odds."""
    below = p[last + 1] if last + 1 < len(p) else p[last] / 2.0
    return float(sigmoid(logit(np.array([p[last], below])).mean()))


def _best_f1_from(probabilities: FloatArray, weights: FloatArray) -> float:
    """Return half of the best F1, which is the threshold that gives it.

    (Lipton, Elkan and Naryanaswamy, Optimal thresholding of classifiers to maximize F1 measure,
    2014.) Over a few hundred articles the curve is flat for long stretches, and its highest point
    may lie anywhere on them; the best F1 itself stands still.
    """
    _, answers, hits = _descending(probabilities, weights)
    f1 = 2.0 * hits / (answers + float((weights * probabilities).sum()))
    return max(float(f1.max()) / 2.0, LEAST)


def _precise_from(probabilities: FloatArray, weights: FloatArray, wanted: float) -> float:
    p, answers, hits = _descending(probabilities, weights)
    enough = np.flatnonzero((hits >= wanted * answers) & is_cut(p))
    return _halfway(p, int(enough[-1])) if len(enough) else 1.0


def raise_to_none_recall(
    thresholds: Sequence[float], none_recall: Callable[[FloatArray], float], wanted: float
) -> list[float]:
    """Raise all thresholds by one step of log odds after the other, as far as is needed.

    Args:
        thresholds: Where to begin, each 0 to 1.
        none_recall: Says which none-recall thresholds give.
        wanted: The none-recall that is enough, 0 to 1.

    Raises:
        MixtureError: no thresholds reach it.
    """
    logits = logit(np.array(thresholds))
    reached = 0.0
    for step in range(_MOST_STEPS):
        raised = sigmoid(logits + step * _STEP)
        reached = none_recall(raised)
        if reached >= wanted:
            return [float(threshold) for threshold in raised]
    raise MixtureError(f"none-recall {wanted:g} is out of reach, expected at most {reached:.3f}")
