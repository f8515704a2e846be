"""JSON documents: ninjs in its three generations, and our own articles."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from documents import NINJS_1, NINJS_2, NINJS_3, TEXT
from gaoqian import Article
from gaoqian.dates import CHINA
from gaoqian.readers import ReadFailure, read_bytes

_MOMENT = datetime(2026, 7, 20, 9, 30, tzinfo=CHINA)


def _read(content: Any, name: str = "a.json") -> list[Article | ReadFailure]:
    return list(read_bytes(json.dumps(content, ensure_ascii=False).encode(), name))


def test_ninjs_of_three_generations() -> None:
    """Each is recognised by its properties; the main headline and the plain body are taken."""
    assert _read([NINJS_1, NINJS_2, NINJS_3]) == [
        Article(
            headline="工会慰问环卫职工",
            body=TEXT,
            id="urn:desk:1",
            source="a.json:1",
            language="zh-Hans",
            version="2",
            byline="何田",
            pub_status="withheld",
            version_created=_MOMENT,
            embargoed_until=datetime(2026, 7, 21, tzinfo=UTC),
        ),
        Article(
            headline="工会慰问环卫职工",
            body=f"{TEXT}\n完",
            id="urn:desk:2",
            source="a.json:2",
            byline="何田",
            version_created=_MOMENT,
        ),
        Article(
            headline="工会慰问环卫职工",
            body=TEXT,
            id="urn:desk:3",
            source="a.json:3",
            byline="何田",
            version_created=_MOMENT,
            embargoed_until=datetime(2026, 7, 21, tzinfo=CHINA),
        ),
    ]


def test_ninjs_in_json_lines() -> None:
    """A line may be an item."""
    (item,) = _read(NINJS_3, "a.jsonl")
    (expected,) = _read(NINJS_3)
    assert isinstance(expected, Article)
    assert item == replace(expected, source="a.jsonl:1")


@pytest.mark.parametrize("content", [{"body": "文"}, [{"body": "文"}], {"items": [{"body": "文"}]}])
def test_one_or_a_list(content: Any) -> None:
    """An item, a list, and a list under its usual key are read alike."""
    assert _read(content) == [Article(body="文", source="a.json:1")]


def test_headline_alone_is_an_article() -> None:
    """An alert has no body yet."""
    assert _read({"uri": "x", "headline": "快讯"}) == [Article("快讯", "", "x", "a.json:1")]


def test_canceled_item_needs_no_text() -> None:
    """It takes back one that had."""
    (item,) = _read({"uri": "x", "pubstatus": "canceled"})
    assert item == Article(id="x", source="a.json:1", pub_status="canceled")


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        ({"uri": "x", "type": "text"}, "ninjs item without a body and a headline"),
        ({"uri": "x", "headline": "题", "pubstatus": "dead"}, "status 'dead' is unknown"),
        ({"uri": "x", "headline": "题", "pubStatus": 1}, "'pub_status' is int"),
        ({"uri": "x", "headline": "题", "versioncreated": "昨天"}, "'昨天' is no moment"),
        ({"uri": "x", "headline": "题", "embargoedUntil": 5}, "'embargoed_until': is int"),
        ({"uri": "x", "bodies": "文"}, "'bodies' is str, expected a list of objects"),
        ({"uri": "x", "bodies": [{"value": 5}]}, "'value' is int, expected a string"),
        ({"uri": 1.5, "headline": "题"}, "'id' is float"),
        ({"title": "题"}, "no 'body' and no 'headline' among the keys ['title']"),
        ("文", "is str, expected a JSON object"),
    ],
)
def test_bad_items_are_failures_in_their_places(item: Any, expected: str) -> None:
    """Each names its place and what was found; the items around it are read."""
    good = {"uri": "y", "headline": "好"}
    first, failure, last = _read([good, item, good])
    assert isinstance(failure, ReadFailure)
    assert failure.where == "a.json:2"
    assert expected in failure.message
    assert [first, last] == [Article("好", "", "y", "a.json:1"), Article("好", "", "y", "a.json:3")]


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "no JSON at column 1"),
        (b'[\n{"body": ', "no JSON at line 2, column 10"),
        (b'{"body":"\xff"}', "byte 9 is not UTF-8"),
        (b"[" * 100_000, "JSON nested too deeply"),
        (b"5", "is int, expected a JSON object or a list"),
    ],
)
def test_what_is_no_json(data: bytes, expected: str) -> None:
    """One failure that says where."""
    (failure,) = read_bytes(data, "a.json")
    assert isinstance(failure, ReadFailure)
    assert failure.where == "a.json"
    assert expected in failure.message
