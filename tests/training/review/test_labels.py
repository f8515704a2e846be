"""Labels that models contradict which did not see the article."""

from dataclasses import replace

import pytest

from gaoqian import DataError, Taxonomy
from gaoqian_training.datasets import Dataset
from gaoqian_training.review import LabelDisagrees, find_label_faults
from label_faults import LONG, Flipped, dataset_of


def test_wrong_labels_rank_among_the_first(flipped: Flipped) -> None:
    """Eight flipped labels stand within the first sixteen rows."""
    first = [row for row in flipped.review.rows if isinstance(row, LabelDisagrees)][:16]
    assert len(flipped.ids) == 8
    assert flipped.ids <= {row.id for row in first}


def test_one_topic_an_article(authored: Dataset, taxonomy: Taxonomy) -> None:
    """In mode single each row suggests exactly one topic, another than the label's."""
    alone = [item for item in authored.items if len(item.topics) == 1]
    dataset = Dataset(tuple(alone[::4]), replace(taxonomy, mode="single"), ())
    rows = find_label_faults(dataset)
    assert rows
    for row in rows:
        assert len(row.suggested) == 1
        assert row.suggested != row.topics
        assert row.scores[row.suggested[0]] == max(row.scores.values())


def test_too_few_articles_are_one_error(taxonomy: Taxonomy) -> None:
    """Without enough articles for folds there is nothing to predict with."""
    with pytest.raises(DataError, match="expected at least 5"):
        find_label_faults(dataset_of(taxonomy, (LONG, ["safety"], "")))
