"""JSON documents: one item, or a list of items."""

import json
from typing import Any

import pytest

from gaoqian import Article
from gaoqian.readers import ReadFailure, read_bytes


def _read(content: Any, name: str = "a.json") -> list[Article | ReadFailure]:
    return list(read_bytes(json.dumps(content, ensure_ascii=False).encode(), name))


@pytest.mark.parametrize("content", [{"body": "文"}, [{"body": "文"}], {"items": [{"body": "文"}]}])
def test_one_or_a_list(content: Any) -> None:
    """An item, a list, and a list under its usual key are read alike."""
    assert _read(content) == [Article(body="文", source="a.json:1")]


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
