"""A feed's entry as an article: text without markup, moments in ISO 8601."""

from calendar import timegm
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

#: What ends a line where a browser shows it.
_BLOCKS = (
    *("address", "article", "blockquote", "br", "div", "dd", "dt", "figcaption", "hr", "li"),
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "pre", "section", "td", "tr"),
)
_UNSEEN = ("script", "style", "template")


def article_of(entry: Mapping[str, Any], language: str = "") -> dict[str, Any] | None:
    """Return the record of an entry, or None where it has no text at all.

    Args:
        entry: As feedparser gives it.
        language: What the feed says of itself.
    """
    contents = [part.get("value", "") for part in entry.get("content", ())]
    markup = max((*contents, entry.get("summary", "")), key=len)
    record = {
        "id": entry.get("id") or entry.get("link", ""),
        "headline": " ".join(text_of(entry.get("title", "")).split()),
        "body": text_of(markup),
        "byline": entry.get("author", ""),
        "language": language,
    }
    # Asked for what is not there, feedparser gives the other one, and warns.
    dated = "updated_parsed" if "updated_parsed" in entry else "published_parsed"
    if moment := entry.get(dated):
        record["version_created"] = datetime.fromtimestamp(timegm(moment), UTC).isoformat()
    return record if record["headline"] or record["body"] else None


def text_of(markup: str) -> str:
    """Return the text of a piece of HTML, a line for each of its paragraphs."""
    from lxml import etree, html

    if "<" not in markup and "&" not in markup:
        return markup.strip()
    try:
        tree = html.fragment_fromstring(markup, create_parent="div")
    except (etree.ParserError, ValueError):  # no markup, or a character that XML has not
        return markup.strip()
    for element in tree.iter(*_UNSEEN, etree.Comment):
        element.text = ""
    for element in tree.iter(*_BLOCKS):
        element.tail = f"\n{element.tail or ''}"
        if element.tag != "br":
            element.text = f"\n{element.text or ''}"
    lines = (" ".join(line.split()) for line in tree.text_content().split("\n"))
    return "\n".join(line for line in lines if line)
