"""A message's body as articles: the format by its content type, else by its first bytes."""

from collections.abc import Iterator

import orjson

from gaoqian import Article
from gaoqian.json import encode
from gaoqian.readers import ReadFailure, read_bytes
from gaoqian.readers.ninjs import is_ninjs
from gaoqian_service.wire.brokers.broker import BrokerMessage

_BY_TYPE = {
    "application/jsonl": ".jsonl",
    "application/jsonlines": ".jsonl",
    "application/pdf": ".pdf",
    "application/x-jsonlines": ".jsonl",
    "application/x-ndjson": ".jsonl",
    "application/xhtml+xml": ".html",
    "application/xml": ".xml",
    "application/zip": ".zip",
    "application/vnd.iptc.g2.newsitem+xml": ".xml",
    "application/vnd.iptc.g2.newsmessage+xml": ".xml",
    "application/vnd.iptc.g2.packageitem+xml": ".xml",
    "text/csv": ".csv",
    "text/html": ".html",
    "text/plain": ".txt",
    "text/xml": ".xml",
}
_BY_START = ((b"%PDF", ".pdf"), (b"PK\x03\x04", ".zip"), (b"<", ".xml"))
_HTML = (b"<!doctype html", b"<html")
_BOM = b"\xef\xbb\xbf"


def read_message(message: BrokerMessage) -> Iterator[Article | ReadFailure]:
    """Yield the articles of a message; what cannot be read becomes a failure."""
    kind, _, parameters = message.content_type.partition(";")
    suffix = _BY_TYPE.get(kind.strip().lower()) or _sniff(message.body)
    body = message.body
    if suffix is None:
        yield ReadFailure(message.where, "is in no known format, expected JSON, XML or text")
        return
    if suffix == ".json" and (line := _one_line(body)) is not None:
        body, suffix = line, ".jsonl"
    yield from read_bytes(body, f"{message.where}{suffix}", _charset(parameters))


def _sniff(body: bytes) -> str | None:
    start = body[:64].removeprefix(_BOM).lstrip().lower()
    if start.startswith(_HTML):
        return ".html"
    if start.startswith((b"{", b"[")):
        return ".json"
    return next((suffix for mark, suffix in _BY_START if start.startswith(mark.lower())), None)


def _one_line(body: bytes) -> bytes | None:
    """Return articles in our own form as JSON Lines, and None for what is ninjs."""
    try:
        content = orjson.loads(body.removeprefix(_BOM))
    except orjson.JSONDecodeError:
        return body  # lines of JSON, or none at all: for the reader of lines to say
    records = content if isinstance(content, list) else [content]
    if any(isinstance(record, dict) and is_ninjs(record) for record in records):
        return None
    return b"\n".join(map(encode, records))


def _charset(parameters: str) -> str:
    for parameter in parameters.split(";"):
        name, _, value = parameter.partition("=")
        if name.strip().lower() == "charset":
            return value.strip().strip('"')
    return ""
