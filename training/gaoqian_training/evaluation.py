"""Evaluation of a bundle on labelled articles, through the tagger that serves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gaoqian import Tagger
from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.datasets import Dataset
from gaoqian_training.metrics import BoolArray, Figures, expected_calibration_error, measure


@dataclass(frozen=True, slots=True)
class Predictions:
    """Predictions of a bundle for labelled articles, with their labels.

    Attributes:
        topics: Topic identifiers.
        scores: Calibrated probabilities, shape ``(articles, topics)``; 0 where not scored.
        predicted: The same shape: whether the topic was predicted.
        truth: The same shape: whether the article carries it.
        scored: Shape ``(articles,)``: whether the article has probabilities at all.
        abstained: How many articles were abstained from.
    """

    topics: tuple[str, ...]
    scores: FloatArray
    predicted: BoolArray
    truth: BoolArray
    scored: BoolArray
    abstained: int

    def measure(self, rows: BoolArray | None = None) -> Figures:
        """Compute the figures over all articles, or over those that ``rows`` marks."""
        part = np.ones(len(self.truth), dtype=np.bool_) if rows is None else rows
        return measure(self.topics, self.scores[part], self.predicted[part], self.truth[part])

    def calibration_errors(self) -> dict[str, float]:
        """Return each topic's expected calibration error; empty if no article was scored."""
        if not self.scored.any():
            return {}
        scores, truth = self.scores[self.scored], self.truth[self.scored]
        columns = zip(self.topics, scores.T, truth.T, strict=True)
        return {topic: expected_calibration_error(p, y) for topic, p, y in columns}


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A bundle's figures on a dataset.

    Attributes:
        model: The bundle's version.
        figures: Over all articles.
        reviewed: Over those that a second person has read, if the data says which.
        abstained: How many articles were abstained from; they count as having no topic predicted.
        calibration_errors: Each topic's expected calibration error, 0 to 1, over the articles
            that were scored; empty if none was.
    """

    model: str
    figures: Figures
    reviewed: Figures | None
    abstained: int
    calibration_errors: Mapping[str, float]

    @property
    def calibration_error(self) -> float | None:
        """Mean of `calibration_errors`; None if no article was scored."""
        errors = list(self.calibration_errors.values())
        return float(np.mean(errors)) if errors else None

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of ``gaoqian evaluate --json``."""
        mean = self.calibration_error
        return {
            "model": self.model,
            "abstained": self.abstained,
            **self.figures.to_dict(),
            "expected_calibration_error": {
                "mean": None if mean is None else round(mean, 4),
                "topics": {name: round(e, 4) for name, e in self.calibration_errors.items()},
            },
            "reviewed": self.reviewed.to_dict() if self.reviewed else None,
        }


def evaluate(tagger: Tagger, dataset: Dataset) -> Evaluation:
    """Tag every article of a dataset and compare with its labels.

    Args:
        tagger: The bundle to judge.
        dataset: Read under the bundle's own topics.
    """
    return evaluate_predictions(tagger.version, dataset, predict(tagger, dataset))


def predict(tagger: Tagger, dataset: Dataset) -> Predictions:
    """Tag every article of a dataset, read under the bundle's own topics."""
    topics = dataset.taxonomy.ids
    shape = len(dataset.items), len(topics)
    scores, predicted = np.zeros(shape), np.zeros(shape, dtype=np.bool_)
    scored = np.zeros(len(dataset.items), dtype=np.bool_)
    abstained = 0
    # Results are not kept: of 45,000 articles under 400 topics they would take some gigabytes.
    for row, result in enumerate(tagger.tag_many(dataset.articles)):
        tags = {tag.topic for tag in result.tags}
        scores[row] = [result.scores.get(topic, 0.0) for topic in topics]
        predicted[row] = [topic in tags for topic in topics]
        scored[row] = bool(result.scores)
        abstained += result.status == "abstained"
    return Predictions(topics, scores, predicted, dataset.labels, scored, abstained)


def evaluate_predictions(model: str, dataset: Dataset, predictions: Predictions) -> Evaluation:
    """Compute the figures of predictions for a dataset."""
    reviewed = np.array([item.reviewed is True for item in dataset.items])
    return Evaluation(
        model=model,
        figures=predictions.measure(),
        reviewed=predictions.measure(reviewed) if reviewed.any() else None,
        abstained=predictions.abstained,
        calibration_errors=predictions.calibration_errors(),
    )
