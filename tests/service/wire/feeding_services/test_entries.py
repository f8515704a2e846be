"""Entries of feeds as articles."""

import pytest

from gaoqian_service.wire.feeding_services.entries import article_of, text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("平文", "平文"),
        ("<p>甲<b>乙</b></p>\n<p>丙</p>", "甲乙\n丙"),
        ("甲<br>乙<!-- x -->", "甲\n乙"),
        ("a &lt; b", "a < b"),
        ("<ul><li>一</li><li>二</li></ul><style>p{}</style>", "一\n二"),
        ("<", "<"),
        ("", ""),
    ],
)
def test_text_of_markup(markup: str, text: str) -> None:
    """A line for each paragraph, and nothing that a browser would not show."""
    assert text_of(markup) == text


def test_entry_without_text_is_none() -> None:
    """A headline alone is an article; a link alone is none."""
    assert article_of({"link": "https://example.org/1", "title": " "}) is None
    record = article_of({"link": "https://example.org/1", "title": "工会\n换届"}, "zh")
    assert record is not None
    assert (record["id"], record["headline"]) == ("https://example.org/1", "工会 换届")
    assert (record["body"], record["language"]) == ("", "zh")
