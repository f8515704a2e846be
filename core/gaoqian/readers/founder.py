"""HTML of Founder's e-paper system (方正), used by most Chinese newspapers.

The body stands in ``<founder-content>`` or between ``<!--enpcontent-->`` and
``<!--/enpcontent-->``; headline, author and date in elements ``<founder-title>`` and so on, or
in a comment ``<!--enpproperty <title>…</title><author>…</author> … /enpproperty-->``.
"""

import re
from typing import TYPE_CHECKING, Any

from gaoqian.dates import parse_datetime
from gaoqian.errors import ArticleError, ReadError
from gaoqian.readers.markup import local_name, parse_fragment, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BODY_BEGIN = re.compile("<!--\\s*enpcontent\\s*-->", re.IGNORECASE)
_BODY_END = re.compile("<!--\\s*/\\s*enpcontent\\s*-->", re.IGNORECASE)
_NAMES = ("articleid", "title", "author", "date")
_PROPERTIES = re.compile("^\\s*enpproperty\\b", re.IGNORECASE)
#: Bullets before an author's name.
_BULLETS = "□■○●◎△▲◇◆ "
#: The fraction of a second in dates such as ``2026-11-20 09:30:00.0``, which is dropped.
_FRACTION = re.compile(r"\.\d+$")


def read_founder(text: str, root: "Element") -> dict[str, Any] | None:
    """Return the fields of an article; None for a page of another system.

    Args:
        text: The page's HTML.
        root: The parsed page.

    Raises:
        ReadError: the page's date is invalid.
    """
    body = _body(text, root)
    if body is None:
        return None
    properties = _properties(root)
    moment = _first(root, properties, "date")
    try:
        created = parse_datetime(_FRACTION.sub("", moment)) if moment else None
    except ArticleError as error:
        raise ReadError(f"its date {error}") from error
    return {
        "id": _line(properties.get("articleid", "")),
        "headline": _line(_first(root, properties, "title")),
        "body": body,
        "byline": _line(_first(root, properties, "author")).lstrip(_BULLETS),
        "language": str(root.get("lang") or ""),
        "version_created": created,
    }


def _body(text: str, root: "Element") -> str | None:
    """Return the marked body, the first if there are several; None for none."""
    for element in root.iter("founder-content"):
        return text_of(element)
    begin = _BODY_BEGIN.search(text)
    end = _BODY_END.search(text, begin.end()) if begin else None
    if begin is None or end is None:
        return None
    part = parse_fragment(text[begin.end() : end.start()])
    return "" if part is None else text_of(part)


def _properties(root: "Element") -> dict[str, str]:
    from lxml import etree

    for comment in root.iter(etree.Comment):
        content = comment.text or ""
        if _PROPERTIES.match(content):
            part = parse_fragment(content)
            elements = () if part is None else part.iter(*_NAMES)
            return {local_name(element): text_of(element) for element in elements}
    return {}


def _first(root: "Element", properties: dict[str, str], name: str) -> str:
    for element in root.iter(f"founder-{name}"):
        if text := text_of(element):
            return text
    return properties.get(name, "")


def _line(text: str) -> str:
    return text.replace("\n", " ")
