"""Near-duplicates and groups whose labels differ."""

from gaoqian import Taxonomy
from gaoqian_training.review import GroupMember, find_duplicate_faults, find_group_faults
from label_faults import LONG, dataset_of


def test_near_duplicates_with_other_labels(taxonomy: Taxonomy) -> None:
    """The pair gives its labels, in the order of the taxonomy, and its similarity."""
    dataset = dataset_of(
        taxonomy,
        (LONG, ["editorial", "urban_renewal"], "g"),
        ("渔港开海第一天，码头上的收成比去年好，冷库前排起了车。", [], ""),
        (LONG + "居民说踏实。", ["urban_renewal"], "g"),
    )
    (row,) = find_duplicate_faults(dataset)
    found = row.to_dict()
    assert 0.5 <= found.pop("similarity") < 1
    assert found == {
        "reason": "near_duplicates_disagree",
        "where": "a.jsonl:1",
        "other": "a.jsonl:3",
        "topics": ("urban_renewal", "editorial"),
        "other_topics": ("urban_renewal",),
    }


def test_near_duplicates_that_folds_may_part(taxonomy: Taxonomy) -> None:
    """Near-duplicates without a common group are named, the nearest first."""
    dataset = dataset_of(
        taxonomy,
        (LONG, [], "g"),
        (LONG + "居民说踏实。", [], ""),
        (LONG, [], "h"),
        (LONG, [], "h"),
    )
    rows = [row.to_dict() for row in find_duplicate_faults(dataset)]
    assert {row["reason"] for row in rows} == {"group_straddles"}
    pairs = [(row["where"][-1], row["other"][-1]) for row in rows]
    assert sorted(pairs) == [("1", "2"), ("1", "3"), ("1", "4"), ("2", "3"), ("2", "4")]
    similarities = [row["similarity"] for row in rows]
    assert similarities == sorted(similarities, reverse=True)
    assert (rows[0]["group"], rows[0]["other_group"]) == ("g", "h")


def test_groups_with_different_labels(taxonomy: Taxonomy) -> None:
    """A group that disagrees is one row with all its members; one that agrees is none."""
    dataset = dataset_of(
        taxonomy,
        ("一", ["safety"], "g"),
        ("二", [], "h"),
        ("三", [], "g"),
        ("四", [], "h"),
        ("五", ["fitness"], ""),
    )
    (row,) = find_group_faults(dataset)
    assert (row.where, row.group) == ("a.jsonl:1", "g")
    assert row.members == (
        GroupMember("a.jsonl:1", "1", ("safety",)),
        GroupMember("a.jsonl:3", "3", ()),
    )


def test_articles_without_a_group_share_none(taxonomy: Taxonomy) -> None:
    """Folds may part them, and their labels may differ."""
    dataset = dataset_of(taxonomy, (LONG, [], ""), (LONG, [], ""), ("三", ["fitness"], ""))
    (row,) = find_duplicate_faults(dataset)
    assert (row.reason, row.where, row.other) == ("group_straddles", "a.jsonl:1", "a.jsonl:2")
    assert find_group_faults(dataset) == []
