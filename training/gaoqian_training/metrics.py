"""Figures: what a set of probabilities and thresholds is worth against labels."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from sklearn.metrics import average_precision_score

from gaoqian.scorer.arrays import FloatArray

BoolArray = npt.NDArray[np.bool_]

CALIBRATION_BINS = 10


@dataclass(frozen=True, slots=True)
class TopicFigures:
    """One topic's figures, each 0 to 1.

    Attributes:
        support: How many articles carry the topic.
        precision: Of the articles given the topic, the share that carries it; 0 if none is.
        recall: Of the articles that carry it, the share that was given it.
        f1: Harmonic mean of the two.
        average_precision: Area under the precision-recall curve; None without support.
    """

    support: int
    precision: float
    recall: float
    f1: float
    average_precision: float | None


@dataclass(frozen=True, slots=True)
class Figures:
    """Figures over all topics, each 0 to 1.

    Attributes:
        articles: How many articles were judged.
        topics: Each topic's figures.
        macro_f1: Mean of F1 over the topics that some article carries.
        mean_average_precision: Mean of average precision over the same topics.
        exact_match: Share of articles given exactly their topics.
        none_recall: Of the articles that carry no topic, the share given none; None if every
            article carries one.
    """

    articles: int
    topics: Mapping[str, TopicFigures]
    macro_f1: float
    mean_average_precision: float
    exact_match: float
    none_recall: float | None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of ``--json`` and of reports, rounded to 1e-4."""
        rounded: dict[str, Any] = _round(asdict(self))
        return rounded


def measure(
    topics: Sequence[str], scores: FloatArray, given: BoolArray, truth: BoolArray
) -> Figures:
    """Measure answers against labels.

    Args:
        topics: Topic identifiers.
        scores: Shape ``(articles, topics)``; only their order matters.
        given: The same shape: whether the topic was given.
        truth: The same shape: whether the article carries it.
    """
    each = {
        topic: _measure_topic(scores[:, index], given[:, index], truth[:, index])
        for index, topic in enumerate(topics)
    }
    present = [figures for figures in each.values() if figures.support]
    none = ~truth.any(axis=1)
    return Figures(
        articles=len(truth),
        topics=each,
        macro_f1=_mean([figures.f1 for figures in present]),
        mean_average_precision=_mean([figures.average_precision or 0.0 for figures in present]),
        exact_match=float((given == truth).all(axis=1).mean()),
        none_recall=float((~given[none].any(axis=1)).mean()) if none.any() else None,
    )


@dataclass(frozen=True, slots=True)
class ReliabilityBin:
    """Articles of neighbouring probabilities.

    Attributes:
        count: How many, at least 1.
        probability: Their mean probability, 0 to 1.
        share: The share of them that carries the topic, 0 to 1.
    """

    count: int
    probability: float
    share: float


def reliability_bins(
    probabilities: FloatArray, truth: BoolArray, bins: int = CALIBRATION_BINS
) -> tuple[ReliabilityBin, ...]:
    """Sort articles by probability and cut them into bins of equal counts.

    Counts differ by one at most; of fewer articles than bins, each is a bin of its own.

    Args:
        probabilities: Shape ``(articles,)``, each 0 to 1.
        truth: The same shape: whether the article carries the topic.
        bins: How many bins, at least 1.
    """
    parts = np.array_split(np.argsort(probabilities, kind="stable"), bins)
    return tuple(
        ReliabilityBin(len(part), float(probabilities[part].mean()), float(truth[part].mean()))
        for part in parts
        if len(part)
    )


def expected_calibration_error(
    probabilities: FloatArray, truth: BoolArray, bins: int = CALIBRATION_BINS
) -> float:
    """Return the mean distance between probability and share over `reliability_bins`.

    Each bin weighs by its count: ``sum over bins of count / articles * |probability - share|``
    (Naeini, Cooper and Hauskrecht, Obtaining well calibrated probabilities using Bayesian
    binning, 2015). Bins of equal counts (Nguyen and O'Connor, Posterior calibration and
    exploratory analysis for natural language processing models, 2015), since most articles
    lie near 0, where bins of equal width would leave the others all but empty.

    Args:
        probabilities: Shape ``(articles,)``, each 0 to 1; at least one article.
        truth: The same shape: whether the article carries the topic.
        bins: How many bins, at least 1.

    Returns:
        0 (as often right as it says) to 1.
    """
    cut = reliability_bins(probabilities, truth, bins)
    return sum(each.count * abs(each.probability - each.share) for each in cut) / len(truth)


def _measure_topic(scores: FloatArray, given: BoolArray, truth: BoolArray) -> TopicFigures:
    hits = int((given & truth).sum())
    support, answers = int(truth.sum()), int(given.sum())
    return TopicFigures(
        support=support,
        precision=hits / answers if answers else 0.0,
        recall=hits / support if support else 0.0,
        f1=2 * hits / (support + answers) if support + answers else 0.0,
        average_precision=float(average_precision_score(truth, scores)) if support else None,
    )


def _mean(values: Sequence[float]) -> float:
    return float(np.mean(values)) if values else 0.0


def _round(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _round(entry) for key, entry in value.items()}
    return round(value, 4) if isinstance(value, float) else value
