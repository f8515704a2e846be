"""NewsML-G2 2.35: a newsItem per slip, and a newsMessage for several.

Elements are in the order of the IPTC's schema, ``NewsML-G2_2.35-spec-All-Power.xsd``.
"""

import re
from collections.abc import Sequence
from datetime import UTC, datetime

from lxml import etree
from lxml.etree import _Element as Element

from gaoqian.article import Article
from gaoqian.writers.format import OutputFormat
from gaoqian.writers.identity import item_uri
from gaoqian.writers.labels import Label, code_uri, describe_suggestion, final_labels
from gaoqian.writers.slip import Slip

_G2 = "http://iptc.org/std/nar/2006-10-01/"
_NITF = "http://iptc.org/std/NITF/2006-10-18/"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
#: Catalog that defines the code prefixes: medtop, genre, stat, skos and others.
_CATALOG = "http://www.iptc.org/std/catalog/catalog.IPTC-G2-Standards_41.xml"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8"?>\n'

#: Characters that XML 1.0 cannot represent, not even escaped.
_FORBIDDEN = re.compile(r"[^\t\n\r\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")

#: Element that relates the subject's code to the newsroom's topic, by the topic's relation: a
#: code broader than the topic has the topic as a narrower concept.
_RELATIVES = {"exact": "sameAs", "broad": "narrower", "narrow": "broader"}


def open_message() -> bytes:
    """Return the beginning of a newsMessage, up to its first item."""
    sent = datetime.now(UTC).isoformat(timespec="seconds")
    return _DECLARATION + (
        f'<newsMessage xmlns="{_G2}">\n<header><sent>{sent}</sent></header>\n<itemSet>\n'
    ).encode("ascii")


def close_message() -> bytes:
    """Return the end of a newsMessage."""
    return b"</itemSet>\n</newsMessage>\n"


def write_items(slips: Sequence[Slip]) -> bytes:
    """Return the newsItems of a newsMessage."""
    return b"".join(_serialize(slip) for slip in slips)


def write_document(slip: Slip) -> bytes:
    """Return a document of one newsItem."""
    return _DECLARATION + _serialize(slip)


def _serialize(slip: Slip) -> bytes:
    content: bytes = etree.tostring(to_item(slip), encoding="utf-8")
    return content + b"\n"


def to_item(slip: Slip) -> Element:
    """Return the newsItem.

    A version that is not a positive integer is omitted, since the standard allows no other. The
    mandatory ``versionCreated`` is the current time if the sender gave none.
    """
    article = slip.article
    item = etree.Element(f"{{{_G2}}}newsItem", nsmap={None: _G2})
    for name, value in {
        "guid": item_uri(article),
        "version": article.version if _is_positive(article.version) else "",
        "standard": "NewsML-G2",
        "standardversion": "2.35",
        "conformance": "power",
        _LANG: article.language,
    }.items():
        if value:
            item.set(name, value)
    _add(item, "catalogRef", href=_CATALOG)
    _add_item_meta(item, slip)
    _add_content_meta(item, slip)
    if not slip.withdrawn:
        _add_content(item, article)
    return item


def _add_item_meta(item: Element, slip: Slip) -> None:
    meta = _add(item, "itemMeta")
    _add(meta, "itemClass", qcode="ninat:text")
    _add(meta, "provider", literal="gaoqian")
    created = slip.article.version_created or datetime.now(UTC).replace(microsecond=0)
    _add(meta, "versionCreated", created.isoformat())
    if slip.article.embargoed_until is not None:
        _add(meta, "embargoed", slip.article.embargoed_until.isoformat())
    _add(meta, "pubStatus", qcode=f"stat:{slip.pub_status}")
    if note := describe_suggestion(slip):
        _add(meta, "edNote", note)
    if slip.same_story_as:
        _add(meta, "link", rel="irel:seeAlso", residref=item_uri(Article(id=slip.same_story_as)))


def _add_content_meta(item: Element, slip: Slip) -> None:
    meta = _add(item, "contentMeta")
    for label in final_labels(slip):
        _add_label(meta, label)
    if slip.article.headline:
        _add(meta, "headline", slip.article.headline)
    if slip.article.byline:
        _add(meta, "by", slip.article.byline)


def _add_label(meta: Element, label: Label) -> None:
    """Add a subject or genre, with the topic's code and its relation to the topic."""
    topic = label.topic
    attributes = {"creatoruri": label.creator} | _certainty(label)
    if topic.kind == "topic":
        attributes["type"] = "cpnat:abstract"
    name = "genre" if topic.kind == "genre" else "subject"
    if not code_uri(topic):
        _add_name(_add(meta, name, literal=topic.id, **attributes), label)
        return
    subject = _add(meta, name, qcode=topic.code, **attributes)
    if topic.relation == "exact":
        _add_name(subject, label)
    relative = _RELATIVES.get(topic.relation, "related")
    relation = {"rel": "skos:closeMatch"} if topic.relation == "close" else {}
    _add_name(_add(subject, relative, literal=topic.id, **relation), label)


def _certainty(label: Label) -> dict[str, str]:
    """Return the attributes for a label inferred by a tool, or assigned by a person."""
    if label.confidence is None:
        return {"why": "why:direct"}
    return {"how": "howextr:tool", "why": "why:inferred", "confidence": str(label.confidence)}


def _add_name(element: Element, label: Label) -> None:
    _add(element, "name", label.topic.label).set(_LANG, "zh-Hans")


def _add_content(item: Element, article: Article) -> None:
    inline = _add(_add(item, "contentSet"), "inlineXML", contenttype="application/nitf+xml")
    nitf = etree.SubElement(inline, f"{{{_NITF}}}nitf", nsmap={None: _NITF})
    body = _add(nitf, "body", space=_NITF)
    if article.headline:
        head = _add(_add(body, "body.head", space=_NITF), "hedline", space=_NITF)
        _add(head, "hl1", article.headline, space=_NITF)
    content = _add(body, "body.content", space=_NITF)
    for paragraph in article.body.splitlines():
        if paragraph.strip():
            _add(content, "p", paragraph, space=_NITF)


def _add(
    parent: Element, name: str, text: str = "", *, space: str = _G2, **attributes: str
) -> Element:
    element = etree.SubElement(parent, f"{{{space}}}{name}")
    for attribute, value in attributes.items():
        element.set(attribute, _legal(value))
    if text:
        element.text = _legal(text)
    return element


def _legal(text: str) -> str:
    """Replace characters that XML cannot represent by U+FFFD."""
    return _FORBIDDEN.sub("\ufffd", text)


def _is_positive(version: str) -> bool:
    return version.isascii() and version.isdecimal() and int(version) > 0


FORMAT = OutputFormat(
    "newsml",
    ".xml",
    "application/vnd.iptc.g2.newsitem+xml",
    write_items,
    open_message,
    close_message,
    write_document,
)
