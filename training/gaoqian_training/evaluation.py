"""Evaluation of a bundle on labelled articles, through the tagger that serves."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from gaoqian import Tagger, TagResult
from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.datasets import Dataset
from gaoqian_training.metrics import BoolArray, Figures, expected_calibration_error, measure


@dataclass(frozen=True, slots=True)
class Predictions:
    """Predictions of a bundle for labelled articles, with their labels.

    Attributes:
        topics: Topic identifiers.
        results: The results, in the order of the articles.
        scores: Calibrated probabilities, shape ``(articles, topics)``; 0 where not scored.
        predicted: The same shape: whether the topic was predicted.
        truth: The same shape: whether the article carries it.
    """

    topics: tuple[str, ...]
    results: tuple[TagResult, ...]
    scores: FloatArray
    predicted: BoolArray
    truth: BoolArray

    @property
    def scored(self) -> BoolArray:
        """Shape ``(articles,)``: whether the article has probabilities at all."""
        return np.array([bool(result.scores) for result in self.results], dtype=np.bool_)

    @property
    def abstained(self) -> int:
        """How many articles were abstained from."""
        return sum(result.status == "abstained" for result in self.results)

    def measure(self, rows: BoolArray | None = None) -> Figures:
        """Compute the figures over all articles, or over those that ``rows`` marks."""
        part = np.ones(len(self.results), dtype=np.bool_) if rows is None else rows
        return measure(self.topics, self.scores[part], self.predicted[part], self.truth[part])

    def calibration_errors(self) -> dict[str, float]:
        """Return each topic's expected calibration error; empty if no article was scored."""
        scored = self.scored
        if not scored.any():
            return {}
        columns = zip(self.topics, self.scores[scored].T, self.truth[scored].T, strict=True)
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
    results = tuple(tagger.tag_many(dataset.articles))
    return Predictions(
        topics=topics,
        results=results,
        scores=np.array(
            [[result.scores.get(topic, 0.0) for topic in topics] for result in results]
        ),
        predicted=np.array([_predicted(result, topics) for result in results], dtype=np.bool_),
        truth=dataset.labels,
    )


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


def _predicted(result: TagResult, topics: tuple[str, ...]) -> list[bool]:
    tags = {tag.topic for tag in result.tags}
    return [topic in tags for topic in topics]
