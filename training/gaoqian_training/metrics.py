"""Metrics: precision, recall, F1, average precision and calibration error against labels."""

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
        precision: Of the articles with the topic predicted, the share that carries it; 0 if none.
        recall: Of the articles that carry it, the share with it predicted.
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
        exact_match: Share of articles with exactly their topics predicted.
        none_recall: Of the articles that carry no topic, the share with none predicted; None if
            every article carries one.
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
    topics: Sequence[str], scores: FloatArray, predicted: BoolArray, truth: BoolArray
) -> Figures:
    """Compute the figures of predictions against labels.

    Args:
        topics: Topic identifiers.
        scores: Shape ``(articles, topics)``; only their order matters.
        predicted: The same shape: whether the topic was predicted.
        truth: The same shape: whether the article carries it.
    """
    each = {
        topic: _measure_topic(scores[:, index], predicted[:, index], truth[:, index])
        for index, topic in enumerate(topics)
    }
    precisions = [f.average_precision for f in each.values() if f.average_precision is not None]
    summary = summarise(predicted, truth)
    macro_f1, none_recall = float(summary.macro_f1[0]), float(summary.none_recall[0])
    return Figures(
        articles=len(truth),
        topics=each,
        macro_f1=0.0 if np.isnan(macro_f1) else macro_f1,
        mean_average_precision=float(np.mean(precisions)) if precisions else 0.0,
        exact_match=float(summary.exact_match[0]),
        none_recall=None if np.isnan(none_recall) else none_recall,
    )


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures of a whole set, for each of some draws of articles, shape ``(draws,)``.

    Attributes:
        macro_f1: See `Figures`; NaN for a draw in which no article carries a topic.
        none_recall: See `Figures`; NaN for a draw in which every article carries one.
        exact_match: See `Figures`.
    """

    macro_f1: FloatArray
    none_recall: FloatArray
    exact_match: FloatArray


def summarise(
    predicted: BoolArray, truth: BoolArray, draws: npt.NDArray[np.int64] | None = None
) -> Summary:
    """Compute macro F1, none-recall and exact match, once or for draws of a bootstrap.

    Args:
        predicted: Shape ``(articles, topics)``: whether the topic was predicted.
        truth: The same shape: whether the article carries it.
        draws: How often each draw counts each article, shape ``(draws, articles)``; None for
            one draw that counts each once.
    """
    counts = np.ones((1, len(truth)), dtype=np.int64) if draws is None else draws
    # Products of floating-point numbers go through BLAS, those of integers do not; counts are
    # exact in either.
    weights = counts.astype(np.float64)
    support = weights @ truth
    none = ~truth.any(axis=1)
    with np.errstate(invalid="ignore"):  # 0 / 0 is the NaN that marks an undefined figure
        hits, answers = weights @ (predicted & truth), weights @ predicted
        f1 = np.divide(2.0 * hits, support + answers, out=np.zeros_like(hits), where=support > 0.0)
        return Summary(
            macro_f1=f1.sum(axis=1) / (support > 0.0).sum(axis=1),
            none_recall=weights @ (none & ~predicted.any(axis=1)) / (weights @ none),
            exact_match=weights @ (predicted == truth).all(axis=1) / weights.sum(axis=1),
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


def _measure_topic(scores: FloatArray, predicted: BoolArray, truth: BoolArray) -> TopicFigures:
    hits = int((predicted & truth).sum())
    support, answers = int(truth.sum()), int(predicted.sum())
    return TopicFigures(
        support=support,
        precision=hits / answers if answers else 0.0,
        recall=hits / support if support else 0.0,
        f1=2 * hits / (support + answers) if support + answers else 0.0,
        average_precision=float(average_precision_score(truth, scores)) if support else None,
    )


def _round(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _round(entry) for key, entry in value.items()}
    return round(value, 4) if isinstance(value, float) else value
