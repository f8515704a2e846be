"""The learning curve: parts of the training data, each within the next."""

from dataclasses import replace

import pytest

from gaoqian import Article, DataError, Taxonomy
from gaoqian_training.candidates import candidate_named
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.evaluation_report.learning import (
    SHARES,
    learning_curve,
    nested_parts,
    training_data,
)
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import Training

_WORDS = candidate_named("words, excerpts 0.1, svm C=1")


def test_parts_grow_and_keep_groups_together(taxonomy: Taxonomy) -> None:
    """Each part lies within the next; of a group, all or none; the last is everything."""
    items = tuple(
        LabelledArticle(Article(body=f"第{n}篇"), frozenset(), group=f"g{n // 2}")
        for n in range(20)
    )
    parts = nested_parts(Dataset(items, taxonomy, ()), (0.25, 0.5, 1.0), seed=1)
    bodies = [{item.article.body for item in part.items} for part in parts]
    assert bodies[0] < bodies[1] < bodies[2]
    assert [len(part) for part in bodies] == [6, 10, 20]
    assert all(len([i for i in part.items if i.group == "g3"]) in (0, 2) for part in parts)
    assert parts[2].items == items


def test_training_data_must_be_what_the_bundle_was_trained_on(training: Training) -> None:
    """The authored set is taken for the bundle's only where the fingerprint says so."""
    assert len(training_data(training.manifest).items) == training.manifest.data["articles"]
    other = replace(training.manifest, data={"fingerprint": "sha256:other"})
    with pytest.raises(DataError, match="sha256:other"):
        training_data(other)


def test_learning_curve_ends_with_everything(authored: Dataset) -> None:
    """One point a share, None where the part is too small to hold every topic."""
    training = replace(authored, items=authored.items[::30])
    evaluation = replace(authored, items=authored.items[1::60])
    settings = TrainingSettings((_WORDS,))
    points = list(learning_curve(training, evaluation, _WORDS, settings))
    assert len(points) == len(SHARES)
    assert points[-1] is not None
    assert points[-1].articles == len(training.items)
    assert 0.3 < points[-1].mean_average_precision < 1
    one = replace(authored, items=authored.items[:20])
    assert list(learning_curve(one, evaluation, _WORDS, settings)) == [None] * len(SHARES)
