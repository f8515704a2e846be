"""Thresholds that optimise expected metrics, from calibrated probabilities without labels.

Among articles above a threshold, the expected number about the topic is the sum of their
probabilities, which gives expected precision, recall and F1 (Lewis, Evaluating and optimizing
autonomous text classification systems, 1995).
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

#: Lowest threshold for F1: with a poor best F1, half of it would assign a topic to nearly all.
LEAST = 0.3
#: Lowest threshold for a precision: no tag is assigned that is likelier wrong than right.
LIKELIER_RIGHT = 0.5
#: In log odds: step size for raising all thresholds to reach a none-recall.
_STEP = 0.05
_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class ExpectedMetrics:
    """Expected metrics of thresholds on some articles, each 0 to 1.

    Attributes:
        given: For each topic, the share of articles it is assigned to.
        precision: For each topic; 1 where it is never assigned.
        recall: For each topic.
        none_recall: Share of the articles about no topic that are assigned none.
    """

    given: tuple[float, ...]
    precision: tuple[float, ...]
    recall: tuple[float, ...]
    none_recall: float


def fit_thresholds(objective: ThresholdObjective, counts: ScoreCounts) -> list[float]:
    """Choose a threshold for each topic from calibrated probabilities of unlabelled articles.

    Args:
        objective: The threshold objective.
        counts: Score counts, with log odds shifted to the shares of these articles.

    Returns:
        One threshold per topic, 0 to 1.

    Raises:
        MixtureError: a none-recall is out of reach.
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
    """Return the expected metrics of thresholds; ``counts`` as for `fit_thresholds`."""
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
    """Return the expected number of articles about no topic in each cell."""
    # Topics are assumed to be independent given the article.
    return np.asarray(weights * (1.0 - probabilities).prod(axis=1))


def _none_recall(none: FloatArray, given: BoolArray) -> float:
    return float(none[~given.any(axis=1)].sum() / max(float(none.sum()), 1e-12))


def _descending(
    probabilities: FloatArray, weights: FloatArray
) -> tuple[FloatArray, FloatArray, FloatArray]:
    """Return probabilities in descending order, with cumulated assignments and hits."""
    order = np.argsort(-probabilities, kind="stable")
    p, w = probabilities[order], weights[order]
    return p, np.cumsum(w), np.cumsum(w * p)


def is_cut(descending: FloatArray) -> BoolArray:
    """Whether a threshold may follow each entry: not between equal probabilities."""
    return np.append(descending[:-1] != descending[1:], [True])


def _halfway(p: FloatArray, last: int) -> float:
    """Return the threshold midway, in log odds, between an entry and the next lower one."""
    below = p[last + 1] if last + 1 < len(p) else p[last] / 2.0
    return float(sigmoid(logit(np.array([p[last], below])).mean()))


def _best_f1_from(probabilities: FloatArray, weights: FloatArray) -> float:
    """Return half of the best F1, which is the threshold that achieves it.

    (Lipton, Elkan and Naryanaswamy, Optimal thresholding of classifiers to maximize F1 measure,
    2014.) Over a few hundred articles the curve of F1 by threshold has long flat stretches,
    so that the position of its maximum is unstable, while the best F1 is stable.
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
    """Raise all thresholds together, in steps of log odds, until a none-recall is reached.

    Args:
        thresholds: Initial thresholds, each 0 to 1.
        none_recall: Returns the none-recall of thresholds.
        wanted: The none-recall to reach, 0 to 1.

    Raises:
        MixtureError: it is out of reach.
    """
    logits = logit(np.array(thresholds))
    reached = 0.0
    for step in range(_MOST_STEPS):
        raised = sigmoid(logits + step * _STEP)
        reached = none_recall(raised)
        if reached >= wanted:
            return [float(threshold) for threshold in raised]
    raise MixtureError(f"none-recall {wanted:g} is out of reach, expected at most {reached:.3f}")
