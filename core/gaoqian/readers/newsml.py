"""NewsML-G2: a newsItem, or the newsItems of a newsMessage."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaoqian.article import Article
from gaoqian.errors import ArticleError, ReadError
from gaoqian.readers.markup import local_name, parse_fragment, text_of
from gaoqian.readers.xml import parse_tree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NAMESPACE = "http://iptc.org/std/nar/2006-10-01/"
_NS = {"n": NAMESPACE}
_NEWS_ITEM, _PACKAGE_ITEM, _MESSAGE = (
    f"{{{NAMESPACE}}}{name}" for name in ("newsItem", "packageItem", "newsMessage")
)
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


@dataclass(frozen=True, slots=True)
class _Content:
    """Fields found in the content set; empty if missing."""

    body: str = ""
    headline: str = ""
    byline: str = ""


def parse_newsml(data: bytes, declared: str = "") -> Iterator[Article | ReadError]:
    """Yield an article or an error for every news item.

    A package in a message refers to the message's items and is skipped; other items, such as
    concepts and plans, are errors.

    Raises:
        ReadError: the bytes are not well-formed XML, declare entities, or are other XML.
    """
    root = parse_tree(data, declared)
    if not str(root.tag).startswith(f"{{{NAMESPACE}}}"):
        raise ReadError(f"is XML with the root {root.tag!r}, expected NewsML-G2, {_NEWS_ITEM!r}")
    items = _message_items(root) if root.tag == _MESSAGE else [root]
    if not items:
        raise ReadError("is a newsMessage without an item, expected one or several")
    for item in items:
        try:
            yield _article(item)
        except ReadError as error:
            yield error
        except ArticleError as error:
            yield ReadError(str(error))


def _message_items(root: "Element") -> list["Element"]:
    items: list[Element] = root.xpath("n:itemSet/*", namespaces=_NS)
    news = any(item.tag == _NEWS_ITEM for item in items)
    return [item for item in items if not news or item.tag != _PACKAGE_ITEM]


def _article(item: "Element") -> Article:
    if item.tag != _NEWS_ITEM:
        name = str(item.tag).rpartition("}")[2]
        raise ReadError(f"is a {name}, which holds no text of its own, expected a newsItem")
    content = _content(item)
    embargoes = item.xpath("n:itemMeta/n:embargoed", namespaces=_NS)
    embargo = _first(item, "n:itemMeta/n:embargoed")
    status = _first_value(item, "n:itemMeta/n:pubStatus/@qcode | n:itemMeta/n:pubStatus/@uri")
    if embargoes and not embargo and not status.endswith("canceled"):
        status = "withheld"  # an embargo without a date has no known end
    article = Article.from_record(
        {
            "id": item.get("guid"),
            "version": item.get("version"),
            "language": _first_value(item, "n:contentMeta/n:language/@tag") or item.get(_LANGUAGE),
            "headline": _first(item, "n:contentMeta/n:headline")
            or content.headline
            or _first(item, "n:itemMeta/n:title"),
            "body": content.body,
            "byline": _first(item, "n:contentMeta/n:by") or content.byline,
            # "stat:usable", or an address that ends so
            "pub_status": status.replace("/", ":").rpartition(":")[2],
            "version_created": _first(item, "n:itemMeta/n:versionCreated"),
            "embargoed_until": embargo,
        }
    )
    if not article.headline and not article.body and article.pub_status != "canceled":
        raise ReadError(
            f"newsItem {article.id!r} holds no text, expected inlineXML, inlineData or a headline"
        )
    return article


def _content(item: "Element") -> _Content:
    """Return the first rendition with text."""
    for content in item.xpath("n:contentSet/*", namespaces=_NS):
        kind = local_name(content)
        found = _Content()
        if kind == "inlinexml":
            found = _inline_xml(content)
        elif kind == "inlinedata" and content.get("encoding") is None:
            found = _Content(_inline_data(content))
        if found.body:
            return found
    return _Content()


def _inline_xml(content: "Element") -> _Content:
    """Read NITF by its parts, and other markup, such as XHTML, as a whole."""
    body = next(_named(content, "body.content"), None)
    if body is None:
        return _Content(text_of(content))
    headline = next(_named(content, "hl1"), None)
    byline = next(_named(content, "byline"), None)
    return _Content(
        text_of(body),
        "" if headline is None else _line(headline),
        "" if byline is None else _line(byline),
    )


def _inline_data(content: "Element") -> str:
    text: str = content.text or ""
    if "html" not in content.get("contenttype", ""):
        return text.strip()
    root = parse_fragment(text)
    return "" if root is None else text_of(root)


def _named(root: "Element", name: str) -> Iterator["Element"]:
    return (element for element in root.iter() if local_name(element) == name)


def _first(item: "Element", path: str) -> str:
    """Return the text of the first element at a path, main headlines before others."""
    elements = item.xpath(path, namespaces=_NS)
    elements.sort(key=lambda element: not element.get("role", "hld:main").endswith("main"))
    return next(filter(None, map(_line, elements)), "")


def _first_value(item: "Element", path: str) -> str:
    return next(map(str, item.xpath(path, namespaces=_NS)), "")


def _line(element: "Element") -> str:
    return text_of(element).replace("\n", " ")
