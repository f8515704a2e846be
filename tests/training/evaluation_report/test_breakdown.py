"""Figures by kind, genre and length, on cases small enough to check by hand."""

import numpy as np
import pytest

from gaoqian import Article, Taxonomy
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.evaluation_report.breakdown import break_down, length_label
from predictions import predictions_of


def _item(topic: str, kind: str) -> LabelledArticle:
    return LabelledArticle(Article(body="正文"), frozenset([topic] if topic else []), kind=kind)


@pytest.mark.parametrize(
    ("length", "label"), [(99, "100 字以下"), (100, "100–299"), (599, "300–599"), (600, "600 字及")]
)
def test_lengths_meet_without_overlap(length: int, label: str) -> None:
    """Each bound belongs to the longer class."""
    assert length_label(Article(body="字" * length)).startswith(label)


def test_breakdown_measures_each_part(taxonomy: Taxonomy) -> None:
    """By kind: a right local, a wrong plain; genre is not stated; both are short."""
    items = (_item("safety", "local"), _item("", "plain"))
    dataset = Dataset(items, taxonomy, ())
    given = np.array([[True, False, False, False, False]] * 2)
    predictions = predictions_of(given.tolist(), dataset.labels.tolist(), taxonomy.ids)
    kind, genre, length = (each.parts for each in break_down(dataset, predictions))
    assert [(part.label, part.figures.exact_match) for part in kind] == [
        ("本地单题 local", 1.0),
        ("无关 plain", 0.0),
    ]
    assert [part.macro_f1 for part in kind] == [1.0, None]
    assert genre == ()
    assert [part.figures.articles for part in length] == [2]
