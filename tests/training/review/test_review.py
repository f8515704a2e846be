"""The review of a dataset: all kinds of rows, the most suspicious first."""

from gaoqian import Article
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.review import LabelDisagrees, review_dataset
from label_faults import LONG, Flipped


def test_row_of_a_label_holds_what_an_annotator_needs(flipped: Flipped) -> None:
    """Where, text, label, suggestion and scores agree with the article and each other."""
    items = {item.article.source: item for item in flipped.dataset.items}
    for row in flipped.review.rows:
        assert isinstance(row, LabelDisagrees)
        item = items[row.where]
        assert (row.id, row.headline) == (item.article.id, item.article.headline)
        assert row.excerpt == item.article.body[:120]
        assert set(row.topics) == item.topics
        assert row.suggested == tuple(name for name, score in row.scores.items() if score > 0.5)
        assert row.suggested != row.topics
    qualities = [row.quality for row in flipped.review.rows if isinstance(row, LabelDisagrees)]
    assert qualities == sorted(qualities)
    assert 0 <= qualities[0] <= qualities[-1] <= 1


def test_contradictions_stand_before_suspicions(authored: Dataset) -> None:
    """Counts by reason; what is certain comes first."""
    pair = tuple(
        LabelledArticle(Article(body=LONG, id=name, source=f"a.jsonl:{name}"), frozenset(topics))
        for name, topics in (("1", []), ("2", ["fitness"]))
    )
    dataset = Dataset((*authored.items[::10], *pair), authored.taxonomy, ())
    found = review_dataset(dataset, 0)
    assert found.articles == len(dataset.items)
    assert found.rows[0].reason == "near_duplicates_disagree"
    assert found.counts["near_duplicates_disagree"] == found.counts["group_straddles"] == 1
    assert sum(found.counts.values()) == len(found.rows)
