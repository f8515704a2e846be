"""ninjs items in their three generations."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

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


def test_headline_alone_is_an_article() -> None:
    """An alert has no body yet."""
    assert _read({"uri": "x", "headline": "快讯"}) == [Article("快讯", "", "x", "a.json:1")]


def test_canceled_item_needs_no_text() -> None:
    """It takes back one that had."""
    (item,) = _read({"uri": "x", "pubstatus": "canceled"})
    assert item == Article(id="x", source="a.json:1", pub_status="canceled")
