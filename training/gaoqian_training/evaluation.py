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
class Answers:
    """What a bundle answered to labelled articles, beside what is right.

    Attributes:
        topics: Topic identifiers.
        results: The slips, in the order of the articles.
        scores: Calibrated probabilities, shape ``(articles, topics)``; 0 where not scored.
        given: The same shape: whether the topic was given.
        truth: The same shape: whether the article carries it.
    """

    topics: tuple[str, ...]
    results: tuple[TagResult, ...]
    scores: FloatArray
    given: BoolArray
    truth: BoolArray

    @property
    def scored(self) -> BoolArray:
        """Shape ``(articles,)``: whether the article has probabilities at all."""
        return np.array([bool(result.scores) for result in self.results], dtype=np.bool_)

    @property
    def abstained(self) -> int:
        """How many articles got no answer."""
        return sum(result.status == "abstained" for result in self.results)

    def measure(self, rows: BoolArray | None = None) -> Figures:
        """Measure the answers to all articles, or to those that ``rows`` marks."""
        part = np.ones(len(self.results), dtype=np.bool_) if rows is None else rows
        return measure(self.topics, self.scores[part], self.given[part], self.truth[part])

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
        abstained: How many articles got no answer; they count as given no topic.
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
    return judge(tagger.version, dataset, answer(tagger, dataset))


def answer(tagger: Tagger, dataset: Dataset) -> Answers:
    """Tag every article of a dataset, read under the bundle's own topics."""
    topics = dataset.taxonomy.ids
    results = tuple(tagger.tag_many(dataset.articles))
    return Answers(
        topics=topics,
        results=results,
        scores=np.array(
            [[result.scores.get(topic, 0.0) for topic in topics] for result in results]
        ),
        given=np.array([_given(result, topics) for result in results], dtype=np.bool_),
        truth=dataset.labels,
    )


def judge(model: str, dataset: Dataset, answers: Answers) -> Evaluation:
    """Compare answers with the labels of the dataset that they were given to."""
    reviewed = np.array([item.reviewed is True for item in dataset.items])
    return Evaluation(
        model=model,
        figures=answers.measure(),
        reviewed=answers.measure(reviewed) if reviewed.any() else None,
        abstained=answers.abstained,
        calibration_errors=answers.calibration_errors(),
    )


def _given(result: TagResult, topics: tuple[str, ...]) -> list[bool]:
    tags = {tag.topic for tag in result.tags}
    return [topic in tags for topic in topics]
