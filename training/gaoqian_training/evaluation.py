"""Evaluation of a bundle on labelled articles, through the tagger that serves."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from gaoqian import Tagger, TagResult
from gaoqian_training.datasets import Dataset
from gaoqian_training.metrics import Figures, measure


@dataclass(frozen=True, slots=True)
class Evaluation:
    """A bundle's figures on a dataset.

    Attributes:
        model: The bundle's version.
        figures: Over all articles.
        reviewed: Over those that a second person has read, if the data says which.
        abstained: How many articles got no answer; they count as given no topic.
    """

    model: str
    figures: Figures
    reviewed: Figures | None
    abstained: int

    def to_dict(self) -> dict[str, Any]:
        """Return the JSON object of ``gaoqian evaluate --json``."""
        return {
            "model": self.model,
            "abstained": self.abstained,
            **self.figures.to_dict(),
            "reviewed": self.reviewed.to_dict() if self.reviewed else None,
        }


def evaluate(tagger: Tagger, dataset: Dataset) -> Evaluation:
    """Tag every article of a dataset and compare with its labels.

    Args:
        tagger: The bundle to judge.
        dataset: Read under the bundle's own topics.
    """
    topics = dataset.taxonomy.ids
    results = list(tagger.tag_many(dataset.articles))
    scores = np.array([[result.scores.get(topic, 0.0) for topic in topics] for result in results])
    given = np.array([_given(result, topics) for result in results], dtype=np.bool_)
    truth = dataset.labels
    reviewed = np.array([item.reviewed is True for item in dataset.items])
    return Evaluation(
        model=tagger.version,
        figures=measure(topics, scores, given, truth),
        reviewed=measure(topics, scores[reviewed], given[reviewed], truth[reviewed])
        if reviewed.any()
        else None,
        abstained=sum(result.status == "abstained" for result in results),
    )


def _given(result: TagResult, topics: tuple[str, ...]) -> list[bool]:
    tags = {tag.topic for tag in result.tags}
    return [topic in tags for topic in topics]
