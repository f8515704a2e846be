"""Evaluation of a bundle, through the tagger."""

import pytest

from gaoqian import Article, Tagger, Taxonomy
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.evaluation import evaluate, predict


def _dataset(taxonomy: Taxonomy, *bodies: str) -> Dataset:
    items = tuple(LabelledArticle(Article(body=body), frozenset()) for body in bodies)
    return Dataset(items, taxonomy, ())


def test_calibration_error_is_shown_by_topic_and_on_average(
    tagger: Tagger, authored: Dataset, taxonomy: Taxonomy
) -> None:
    """``--json`` holds the mean over topics and each topic's."""
    dataset = Dataset(authored.items[::40], taxonomy, ())
    shown = evaluate(tagger, dataset).to_dict()["expected_calibration_error"]
    assert list(shown["topics"]) == list(taxonomy.ids)
    assert shown["mean"] == pytest.approx(sum(shown["topics"].values()) / len(taxonomy), abs=1e-4)


def test_articles_without_probabilities_have_no_calibration(
    tagger: Tagger, taxonomy: Taxonomy
) -> None:
    """Where every article is abstained from unscored, the figure does not exist."""
    dataset = _dataset(taxonomy, "好", "Hello, world")
    predictions = predict(tagger, dataset)
    assert (predictions.abstained, predictions.scored.tolist()) == (2, [False, False])
    shown = evaluate(tagger, dataset).to_dict()["expected_calibration_error"]
    assert shown == {"mean": None, "topics": {}}
