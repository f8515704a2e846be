"""Messages as articles."""

import json

import pytest

from gaoqian import Article
from gaoqian.readers import ReadFailure
from gaoqian_service.wire.brokers.broker import BrokerMessage
from gaoqian_service.wire.brokers.reading import read_message

_OWN = {"id": "a", "headline": "工会换届", "body": "职工代表投票。"}
_NINJS = {"uri": "urn:1", "body_text": "职工代表投票。", "headline": "工会换届"}


def _read(body: bytes, content_type: str = "") -> list[Article | ReadFailure]:
    return list(read_message(BrokerMessage(body, content_type, "in#7", {})))


@pytest.mark.parametrize(
    ("body", "content_type", "where"),
    [
        (json.dumps(_OWN).encode(), "application/json", "in#7.jsonl:1"),
        (json.dumps([_OWN]).encode(), "", "in#7.jsonl:1"),
        (b"\xef\xbb\xbf" + json.dumps(_OWN).encode(), "", "in#7.jsonl:1"),
        (json.dumps(_NINJS).encode(), "application/json", "in#7.json:1"),
        ("工会换届".encode("gb18030"), "text/plain; charset=gbk", "in#7.txt"),
        ("headline,body\n工会换届,正文".encode(), "text/csv", "in#7.csv:1"),
        (b"<!DOCTYPE html><html><body><p>\xe5\xb7\xa5</p></body></html>", "", "in#7.html"),
    ],
)
def test_format_is_declared_or_seen(body: bytes, content_type: str, where: str) -> None:
    """By the content type, else by the first bytes; the source says where it was."""
    (item,) = _read(body, content_type)
    assert isinstance(item, Article)
    assert item.source == where
    assert "工" in item.headline + item.body


@pytest.mark.parametrize(
    ("body", "content_type", "message"),
    [
        (b"\x00\x01", "", "is in no known format"),
        (b"{", "application/json", "JSON"),
        (b"{}", "", "no 'body'"),
        (b"<a/>", "application/xml", "newsItem"),
    ],
)
def test_what_cannot_be_read_is_a_failure(body: bytes, content_type: str, message: str) -> None:
    """With what was found, and where."""
    (item,) = _read(body, content_type)
    assert isinstance(item, ReadFailure)
    assert item.where.startswith("in#7")
    assert message in item.message
