"""Taxonomies in which every article has exactly one topic."""

import json
from pathlib import Path

import numpy as np
import pytest

from gaoqian import Article, DataError, ModelStore, Tagger, Taxonomy, Topic
from gaoqian.text.marks import HouseRubric
from gaoqian_training.calibration import fit_temperature
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset, LabelledArticle, read_dataset
from gaoqian_training.evaluation import evaluate
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import train

_TAXONOMY = Taxonomy(
    (Topic("safety", "安全"), Topic("fitness", "健身"), Topic("other", "其他")), "single"
)


def _one_topic(item: LabelledArticle) -> str:
    known = [topic for topic in ("safety", "fitness") if topic in item.topics]
    return known[0] if known else "other"


@pytest.fixture(scope="module")
def dataset(authored: Dataset) -> Dataset:
    """Authored articles under another house's taxonomy."""
    items = tuple(
        LabelledArticle(item.article, frozenset({_one_topic(item)})) for item in authored.items[::3]
    )
    return Dataset(items, _TAXONOMY, ())


def test_exactly_one_topic_and_probabilities_that_add_up(dataset: Dataset, tmp_path: Path) -> None:
    """From training to tagging: the likeliest topic, always, out of probabilities of sum 1."""
    store = ModelStore(tmp_path)
    training = train(dataset, store, TrainingSettings((DEFAULT,)))
    assert training.figures.exact_match > 0.85
    tagger = Tagger(store.load(training.manifest.version))
    for article in dataset.articles[:50]:
        result = tagger.tag(article, explain=True)
        (tag,) = result.tags
        assert tag.score == max(result.scores.values())
        assert sum(result.scores.values()) == pytest.approx(1.0)
    for body in ("今天的天气很好。", "5G", "iPhone"):
        assert tagger.tag(Article(body=body)).status == "tagged"
    assert tagger.tag(Article(body="……")).reason == "too_short"
    assert evaluate(tagger, dataset).figures.exact_match > 0.95


def test_columns_stay_words(dataset: Dataset, tmp_path: Path) -> None:
    """The name of a column tells the topic here; a house's list of columns is refused."""
    training = train(dataset, ModelStore(tmp_path), TrainingSettings((DEFAULT,)))
    assert training.manifest.rubrics is None
    result = Tagger.load(training.path).tag(Article("微评 | 井盖", "换掉它。"))
    assert result.rubric == ""
    settings = TrainingSettings((DEFAULT,), rubrics=(HouseRubric("三江口"),))
    with pytest.raises(DataError, match="1 rubrics given for a taxonomy of mode single"):
        train(dataset, ModelStore(tmp_path), settings)


@pytest.mark.parametrize("topics", [[], ["safety", "fitness"]])
def test_other_counts_of_topics_are_refused(tmp_path: Path, topics: list[str]) -> None:
    """The error names the line."""
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"body": "正文", "topics": topics}))
    with pytest.raises(DataError, match=r"a\.jsonl:1: .* expected exactly one"):
        read_dataset([path], _TAXONOMY)


def test_temperature_is_found_again() -> None:
    """Labels drawn from a softmax of known slope give that slope back."""
    generator = np.random.default_rng(0)
    scores = generator.normal(size=(20_000, 4))
    odds = np.exp(2.5 * scores)
    shares = np.cumsum(odds / odds.sum(axis=1, keepdims=True), axis=1)
    drawn = (generator.random((20_000, 1)) > shares).sum(axis=1)
    calibration = fit_temperature(scores, np.eye(4, dtype=bool)[drawn])
    assert calibration.slope[0] == pytest.approx(2.5, rel=0.05)
