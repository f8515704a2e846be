"""Articles from records."""

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
