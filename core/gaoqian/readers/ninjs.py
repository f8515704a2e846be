"""ninjs 1.x, 2.x and 3.x (IPTC news in JSON), recognised by their properties."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from gaoqian.article import Article
from gaoqian.errors import ArticleError, ReadError
from gaoqian.readers.markup import parse_fragment, text_of

#: Properties for each key of an article, of 3.x, 2.x and 1.x.
_PLACES = {
    "id": ("uri",),
    "version": ("version",),
    "language": ("language",),
    "byline": ("by", "byline"),
    "pub_status": ("pubStatus", "pubstatus"),
    "version_created": ("versionCreated", "versioncreated"),
    "embargoed_until": ("embargoedUntil", "embargoed"),
}
_BODIES_1 = {"body_text": "text/plain", "body_xhtml": "text/html", "body_html": "text/html"}
#: Properties of ninjs that are no keys of `Article.from_record`.
_MARKS = frozenset(
    ["bodies", "headlines", "pubStatus", "pubstatus", "versionCreated", "versioncreated"]
) | frozenset(_BODIES_1)


def is_ninjs(record: Mapping[str, Any]) -> bool:
    """Return whether a JSON object is a ninjs item rather than an article record."""
    return "body" not in record and ("uri" in record or not _MARKS.isdisjoint(record))


def ninjs_article(item: Mapping[str, Any], source: str = "") -> Article:
    """Build an article from a ninjs item.

    A canceled item needs no text.

    Args:
        item: The item.
        source: File, or file and line, that it was read from.

    Raises:
        ArticleError: a property has the wrong type.
        ReadError: there is neither a body nor a headline, or the body cannot be parsed.
    """
    record = {key: _property(item, names) for key, names in _PLACES.items()}
    record["headline"] = _headline(item)
    record["body"] = _body(item)
    article = Article.from_record(record, source)
    if not article.headline and not article.body and article.pub_status != "canceled":
        raise ReadError(
            f"is a ninjs item without a body and a headline: {sorted(item)}, "
            "expected bodies, headlines, body_text, body_xhtml or headline"
        )
    return replace(article, byline=" ".join(article.byline.split()))


def _property(item: Mapping[str, Any], names: tuple[str, ...]) -> Any:
    return next((item[name] for name in names if item.get(name) is not None), None)


def _headline(item: Mapping[str, Any]) -> Any:
    for entry in _entries(item, "headlines"):
        return _text(entry)
    return item.get("headline")


def _body(item: Mapping[str, Any]) -> str:
    entries = _entries(item, "bodies") or [
        {"value": item[name], "contentType": kind}
        for name, kind in _BODIES_1.items()
        if item.get(name)
    ]
    plain = [entry for entry in entries if _content_type(entry).startswith("text/plain")]
    return _text((plain or entries)[0]) if entries else ""


def _entries(item: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """Return the non-empty entries of a list property, main ones first."""
    entries = item.get(name) or []
    if not isinstance(entries, list) or not all(isinstance(entry, dict) for entry in entries):
        raise ReadError(f"'{name}' is {type(entries).__name__}, expected a list of objects")
    full = [entry for entry in entries if entry.get("value")]
    return sorted(full, key=lambda entry: entry.get("role") not in {None, "", "main"})


def _text(entry: Mapping[str, Any]) -> str:
    value = entry["value"]
    if not isinstance(value, str):
        raise ArticleError(f"'value' is {type(value).__name__}, expected a string")
    kind = _content_type(entry)
    if kind.startswith("text/plain") or ("ml" not in kind and "</" not in value):
        return value
    root = parse_fragment(value)
    return "" if root is None else text_of(root)


def _content_type(entry: Mapping[str, Any]) -> str:
    kind = entry.get("contentType", entry.get("contenttype"))
    return kind.lower() if isinstance(kind, str) else ""
