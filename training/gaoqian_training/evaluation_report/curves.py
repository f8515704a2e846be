"""Curves of a topic: precision and recall, reliability, distribution of scores."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import precision_recall_curve

from gaoqian.bundle import TopicEntry
from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.evaluation import Predictions
from gaoqian_training.metrics import (
    BoolArray,
    ReliabilityBin,
    TopicFigures,
    expected_calibration_error,
    reliability_bins,
)


@dataclass(frozen=True, slots=True)
class TopicCurves:
    """One topic's curves.

    Attributes:
        entry: The topic with its threshold.
        figures: Its figures at that threshold.
        precision: Precision at every threshold, ascending, shape ``(thresholds + 1,)``; empty
            if no article carries the topic.
        recall: Recall at the same thresholds.
        bins: Of reliability, least probable first; empty if no article was scored.
        calibration_error: Over those bins; None if there are none.
        carrying: Probabilities of the articles that carry the topic.
        others: Probabilities of all others.
    """

    entry: TopicEntry
    figures: TopicFigures
    precision: FloatArray
    recall: FloatArray
    bins: tuple[ReliabilityBin, ...]
    calibration_error: float | None
    carrying: FloatArray
    others: FloatArray

    @property
    def label(self) -> str:
        """Chinese label with the English one beside it."""
        return topic_label(self.entry)


def topic_label(entry: TopicEntry) -> str:
    """Return a topic's Chinese label with the English one beside it."""
    return f"{entry.topic.label} {entry.topic.label_en}".strip()


def topic_curves(
    entries: Sequence[TopicEntry], predictions: Predictions, topics: Sequence[int]
) -> tuple[TopicCurves, ...]:
    """Return the curves of some topics over the articles that were scored.

    Args:
        entries: All topics of the bundle.
        predictions: Its predictions.
        topics: The indices of the topics wanted.
    """
    figures = predictions.measure().topics
    scored = predictions.scored
    return tuple(
        _curves(
            entries[topic],
            figures[entries[topic].topic.id],
            predictions.scores[scored, topic],
            predictions.truth[scored, topic],
        )
        for topic in topics
    )


def _curves(
    entry: TopicEntry, figures: TopicFigures, probabilities: FloatArray, truth: BoolArray
) -> TopicCurves:
    precision = recall = np.empty(0)
    if truth.any():
        precision, recall, _ = precision_recall_curve(truth, probabilities)
    return TopicCurves(
        entry=entry,
        figures=figures,
        precision=precision,
        recall=recall,
        bins=reliability_bins(probabilities, truth),
        calibration_error=expected_calibration_error(probabilities, truth) if len(truth) else None,
        carrying=probabilities[truth],
        others=probabilities[~truth],
    )
