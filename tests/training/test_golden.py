"""Which articles a bundle keeps."""

from pathlib import Path

from gaoqian import ModelStore
from gaoqian_training.candidates import candidate_named
from gaoqian_training.datasets import Dataset
from gaoqian_training.golden import GOLDEN, SHORT, choose_golden
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import train

_LARGER = candidate_named("words+chars1-2, excerpts 0.1, svm C=1")


def test_all_kinds_are_there(authored: Dataset) -> None:
    """Every topic, none at all, and every genre; short ones."""
    chosen = choose_golden(authored, seed=0)
    assert len({article.id for article in chosen}) == GOLDEN
    assert all(len(article.headline) + len(article.body) <= SHORT for article in chosen)
    items = {item.article.id: item for item in authored.items}
    topics = [items[article.id].topics for article in chosen]
    assert frozenset.union(*topics) == set(authored.taxonomy.ids)
    assert frozenset() in topics
    assert {items[article.id].genre for article in chosen} >= {"brief", "news", "editorial"}


def test_choice_depends_on_the_seed(authored: Dataset) -> None:
    """The same seed gives the same articles; another one others."""
    assert choose_golden(authored, seed=3) == choose_golden(authored, seed=3)
    assert choose_golden(authored, seed=3) != choose_golden(authored, seed=4)


def test_long_articles_where_there_are_no_others(authored: Dataset) -> None:
    """The shortest are taken, and never more than there are."""
    longest = sorted(authored.items, key=lambda item: -len(item.article.body))
    few = Dataset(tuple(longest[:40]), authored.taxonomy, authored.files)
    assert len(choose_golden(few, seed=0)) == GOLDEN
    assert len(choose_golden(few.part(range(3)), seed=0)) == 3


def test_none_are_kept_where_none_may_be(authored: Dataset, tmp_path: Path) -> None:
    """Texts that must not be handed on stay out of the bundle."""
    small = authored.part(range(0, len(authored.items), 8))
    settings = TrainingSettings(candidates=(_LARGER,), golden=False)
    training = train(small, ModelStore(tmp_path), settings)
    assert "golden.jsonl" not in training.manifest.files
    assert not (training.path / "golden.jsonl").exists()
