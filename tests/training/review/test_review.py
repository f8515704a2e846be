"""The review: suspected errors of labels and groups, and the command that writes them."""

import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from commandline import call_gaoqian, run_gaoqian
from gaoqian import Article, DataError, Taxonomy
from gaoqian_training.datasets import Dataset, LabelledArticle, read_dataset
from gaoqian_training.review import (
    GroupMember,
    LabelDisagrees,
    Review,
    find_duplicate_faults,
    find_group_faults,
    find_label_faults,
    review_dataset,
)

_SEED = 3
_LONG = "柳溪街道把染坊街七条巷子的管线埋进地下，路面改铺青砖，巷口添了长椅和路灯。"
_WRONG = {
    "safety": "fitness",
    "urban_renewal": "labour_union",
    "labour_union": "safety",
    "fitness": "urban_renewal",
}


@dataclass(frozen=True, slots=True)
class Flipped:
    """Every third authored article in a file, a few of them with a wrong label."""

    path: Path
    dataset: Dataset
    ids: frozenset[str]
    review: Review


@pytest.fixture(scope="module")
def flipped(
    authored: Dataset, taxonomy: Taxonomy, tmp_path_factory: pytest.TempPathFactory
) -> Flipped:
    """For each topic, give the first two local articles on it alone another topic."""
    items = list(authored.items[::3])
    ids: set[str] = set()
    for right, wrong in _WRONG.items():
        alone = [
            index
            for index, item in enumerate(items)
            if item.topics == {right} and item.kind == "local" and item.article.id not in ids
        ]
        for index in alone[:2]:
            items[index] = replace(items[index], topics=frozenset({wrong}))
            ids.add(items[index].article.id)
    path = tmp_path_factory.mktemp("review") / "flipped.jsonl"
    path.write_text("".join(map(_line, items)), encoding="utf-8")
    dataset = read_dataset([path], taxonomy)
    return Flipped(path, dataset, frozenset(ids), review_dataset(dataset, _SEED))


def _line(item: LabelledArticle) -> str:
    article = item.article
    record = {
        "id": article.id,
        "headline": article.headline,
        "body": article.body,
        "topics": sorted(item.topics),
        "group": item.group,
    }
    return json.dumps(record, ensure_ascii=False) + "\n"


def _dataset(taxonomy: Taxonomy, *rows: tuple[str, Sequence[str], str]) -> Dataset:
    """Build a dataset from bodies with topics and group, numbered from 1."""
    items = tuple(
        LabelledArticle(
            Article(body=body, id=str(number), source=f"a.jsonl:{number}"),
            frozenset(topics),
            group=group,
        )
        for number, (body, topics, group) in enumerate(rows, 1)
    )
    return Dataset(items, taxonomy, ())


def test_wrong_labels_rank_among_the_first(flipped: Flipped) -> None:
    """Eight flipped labels stand within the first sixteen rows."""
    first = [row for row in flipped.review.rows if isinstance(row, LabelDisagrees)][:16]
    assert len(flipped.ids) == 8
    assert flipped.ids <= {row.id for row in first}


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
        find_label_faults(_dataset(taxonomy, (_LONG, ["safety"], "")))


def test_near_duplicates_with_other_labels(taxonomy: Taxonomy) -> None:
    """The pair gives its labels, in the order of the taxonomy, and its similarity."""
    dataset = _dataset(
        taxonomy,
        (_LONG, ["editorial", "urban_renewal"], "g"),
        ("渔港开海第一天，码头上的收成比去年好，冷库前排起了车。", [], ""),
        (_LONG + "居民说踏实。", ["urban_renewal"], "g"),
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
    dataset = _dataset(
        taxonomy,
        (_LONG, [], "g"),
        (_LONG + "居民说踏实。", [], ""),
        (_LONG, [], "h"),
        (_LONG, [], "h"),
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
    dataset = _dataset(
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


def test_command_gives_the_same_rows_in_another_process(flipped: Flipped) -> None:
    """With the same seed, each line of standard output is the row of the function."""
    outcome = run_gaoqian("datasets", "review", flipped.path, "--seed", str(_SEED))
    assert outcome.code == 0
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert rows == json.loads(json.dumps([row.to_dict() for row in flipped.review.rows]))
    assert outcome.err.startswith(f"{len(flipped.dataset.items)} 篇中可疑 {len(rows)} 处")
    assert outcome.err.count("\n") == 1


def test_command_writes_a_file_with_contradictions_first(authored: Dataset, tmp_path: Path) -> None:
    """``--limit`` keeps the most suspicious; what is certain stands before what is likely."""
    path, out = tmp_path / "a.jsonl", tmp_path / "rows.jsonl"
    brief = sorted(authored.items, key=lambda item: len(item.article.body))[:150]
    pair = [
        LabelledArticle(Article(body=_LONG, id="x"), frozenset(topics))
        for topics in ([], ["fitness"])
    ]
    path.write_text("".join(map(_line, [*brief, *pair])), encoding="utf-8")
    outcome = call_gaoqian("datasets", "review", path, "--out", out, "--limit", "4")
    assert (outcome.code, outcome.out) == (0, "")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["reason"] for row in rows] == ["near_duplicates_disagree"] + 3 * ["label_disagrees"]
    assert "近似重复而不同组 near-duplicates without a group 1" in outcome.err


def test_command_does_not_overwrite_the_articles(flipped: Flipped) -> None:
    """``--out`` that names the articles is wrong usage."""
    before = flipped.path.read_bytes()
    outcome = call_gaoqian("datasets", "review", flipped.path, "--out", flipped.path)
    assert outcome.code == 2
    assert "would overwrite the articles" in outcome.err
    assert flipped.path.read_bytes() == before


def test_missing_cleanlab_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says what to install; the exit code is that of what cannot be used."""
    monkeypatch.setitem(sys.modules, "cleanlab", None)
    outcome = call_gaoqian("datasets", "review")
    assert (outcome.code, outcome.out) == (2, "")
    assert "pip install 'gaoqian[science]'" in outcome.err
    assert outcome.err.count("\n") == 1
