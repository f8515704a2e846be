"""Folds."""

import json
from pathlib import Path

import numpy as np
import pytest

from gaoqian import DataError, Taxonomy
from gaoqian_training.datasets import Dataset, read_dataset
from gaoqian_training.splits import make_folds


def _dataset(tmp_path: Path, taxonomy: Taxonomy, group_of: str) -> Dataset:
    """60 articles: each topic and none ten times; ``group_of`` names a topic of one group."""
    path = tmp_path / "a.jsonl"
    lines = []
    for index in range(60):
        topic = [*taxonomy.ids, ""][index % 6]
        group = "one" if topic and topic == group_of else f"pair {index % 6} {index // 12}"
        record = {"body": f"正文{index}", "topics": [topic] if topic else [], "group": group}
        lines.append(json.dumps(record))
    path.write_text("\n".join(lines))
    return read_dataset([path], taxonomy)


def test_groups_stay_together_and_every_article_is_held_out_once(
    tmp_path: Path, taxonomy: Taxonomy
) -> None:
    """No group straddles a split, and each topic stands in every part."""
    dataset = _dataset(tmp_path, taxonomy, group_of="")
    groups = np.array(dataset.groups)
    folds = make_folds(dataset, seed=0)
    for fold in folds:
        assert not set(groups[fold.fit]) & set(groups[fold.held_out])
        assert dataset.labels[fold.held_out].any(axis=0).all()
    held_out = np.concatenate([fold.held_out for fold in folds])
    assert sorted(held_out.tolist()) == list(range(60))


def test_seed_decides(authored: Dataset) -> None:
    """The same seed gives the same folds, another one others."""
    first, again, other = (make_folds(authored, seed)[0].held_out for seed in (1, 1, 2))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()


def test_strata_are_even(authored: Dataset) -> None:
    """Each fold holds a fifth of each topic, give or take three articles."""
    labels = authored.labels
    for fold in make_folds(authored, seed=0):
        assert (np.abs(labels[fold.held_out].sum(axis=0) - labels.sum(axis=0) / 5) <= 3).all()


def test_topic_in_one_group_is_refused(tmp_path: Path, taxonomy: Taxonomy) -> None:
    """Held out together, its articles leave none to learn from."""
    with pytest.raises(DataError, match="'fitness': all of its articles"):
        make_folds(_dataset(tmp_path, taxonomy, group_of="fitness"), seed=0)


def test_too_few_articles_are_refused(authored: Dataset, taxonomy: Taxonomy) -> None:
    """The error names the topic and its count."""
    few = Dataset(authored.items[:20], taxonomy, ())
    with pytest.raises(DataError, match=r"topic '\w+': \d+ of 20 articles carry it"):
        make_folds(few, seed=0)
