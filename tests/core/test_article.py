"""Articles from records."""

import re
from datetime import UTC, datetime

import pytest

from gaoqian import Article, ArticleError


def test_takes_a_record_as_it_is() -> None:
    """Every known field is taken unchanged, others are left alone; its source is the reader's."""
    record = {"id": "a1", "headline": "标题", "body": "正文\n", "language": "zh-Hans", "x": 1}
    record["source"] = "desk"
    article = Article.from_record(record, source="f:1")
    assert article == Article("标题", "正文\n", "a1", "f:1", "zh-Hans")


def test_takes_a_number_as_id_and_null_as_missing() -> None:
    """Archives number their articles and write null for a lost headline."""
    article = Article.from_record({"id": 0, "headline": None, "body": "正文"})
    assert (article.id, article.headline) == ("0", "")


def test_refuses_a_record_without_text_fields() -> None:
    """The error names the keys that are there."""
    with pytest.raises(ArticleError, match=r"no 'body'.*\['title'\]"):
        Article.from_record({"title": "标题"})


@pytest.mark.parametrize("field", ["headline", "body", "language"])
def test_refuses_a_field_that_is_no_string(field: str) -> None:
    """The error names the field and its type."""
    for value in ([], ["x"], False, 0.0):
        with pytest.raises(ArticleError, match=f"'{field}' is {type(value).__name__}"):
            Article.from_record({"body": "正文", field: value})


def test_takes_what_a_wire_says_of_an_item() -> None:
    """Version, byline, status and moments come along; a moment without a zone is China's."""
    article = Article.from_record(
        {
            "body": "正文",
            "version": 3,
            "byline": "记者 林一",
            "pub_status": "withheld",
            "version_created": "2026-11-20T08:30:00Z",
            "embargoed_until": "2026-11-21 18:00",
        }
    )
    assert (article.version, article.byline, article.pub_status) == ("3", "记者 林一", "withheld")
    assert article.version_created == datetime(2026, 11, 20, 8, 30, tzinfo=UTC)
    assert article.embargoed_until == datetime(2026, 11, 21, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("field", "value", "message"),
    [
        ("pub_status", "killed", "'killed' is unknown, expected one of usable, withheld, canceled"),
        ("embargoed_until", "明早", "'embargoed_until': '明早' is no moment, expected ISO 8601"),
        ("version_created", 5, "'version_created': is int, expected a moment"),
        ("version", 1.5, "'version' is float, expected a string"),
    ],
)
def test_refuses_what_it_would_misread(field: str, value: object, message: str) -> None:
    """An embargo or a status that is not understood is no reason to go on without it."""
    with pytest.raises(ArticleError, match=re.escape(message)):
        Article.from_record({"body": "正文", field: value})
