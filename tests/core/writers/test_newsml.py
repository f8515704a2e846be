"""Slips as NewsML-G2, read back by the IPTC's own library."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest
from lxml import etree
from NewsMLG2.document import NewsMLG2Document

from gaoqian import Article
from gaoqian.writers import Slip, writer
from slips import ARTICLE, make_result, make_slip

_G2 = {"g2": "http://iptc.org/std/nar/2006-10-01/", "nitf": "http://iptc.org/std/NITF/2006-10-18/"}


def _read(slip: Slip) -> Any:
    """Read an item as a receiver does; bytes, since a string is taken for a file's name."""
    return NewsMLG2Document(writer("newsml").write([slip])).get_item()


def _find(slip: Slip, path: str) -> Any:
    return etree.fromstring(writer("newsml").write([slip])).xpath(path, namespaces=_G2)


def _codes(properties: Any) -> list[str]:
    return [str(found.qcode or found.literal) for found in properties]


def test_subjects_are_read_back() -> None:
    """The same subjects and genres, in order, with their confidence."""
    item = _read(make_slip())
    assert _codes(item.contentmeta.subject) == ["medtop:20000536", "reading"]
    assert [str(found.confidence) for found in item.contentmeta.subject] == ["93", "80"]
    assert _codes(item.contentmeta.genre) == ["genre:Opinion"]
    subject = item.contentmeta.subject[0]
    assert str(subject.how) == "howextr:tool"
    assert str(subject.why) == "why:inferred"
    assert str(subject.creatoruri) == "urn:gaoqian:model:2026.11.29-1"
    assert str(subject.type) == "cpnat:abstract"


def test_management_is_read_back() -> None:
    """Identity, version, status, embargo."""
    embargo = datetime(2026, 12, 1, 6, 0, tzinfo=UTC)
    item = _read(make_slip(replace(ARTICLE, embargoed_until=embargo, pub_status="withheld")))
    assert item.guid == ARTICLE.id
    assert item.version == "3"
    assert item.standardversion == "2.35"
    assert str(item.itemmeta.pubstatus.qcode) == "stat:withheld"
    assert str(item.itemmeta.embargoed) == "2026-12-01T06:00:00+00:00"
    assert str(item.itemmeta.versioncreated) == "2026-11-29T08:00:00+08:00"


@pytest.mark.parametrize(
    ("topic", "relative"),
    [("labour_union", "sameAs"), ("urban_renewal", "narrower"), ("safety", "related")],
)
def test_a_code_says_how_it_relates(topic: str, relative: str) -> None:
    """The house's topic is the code's equal, narrower than the code, or close to it."""
    slip = make_slip(result=make_result(ARTICLE, topic))
    (house,) = _find(slip, f"//g2:subject/g2:{relative}")
    assert house.get("literal") == topic
    assert house.get("rel") == ("skos:closeMatch" if topic == "safety" else None)
    assert len(_find(slip, "//g2:subject/g2:name")) == (topic == "labour_union")


def test_an_editor_outranks_the_model() -> None:
    """Subjects are the editor's, without how and confidence; the model's are in the note."""
    item = _read(make_slip(editor_topics=("safety", "unknown")))
    assert _codes(item.contentmeta.subject) == ["medtop:20000522", "unknown"]
    assert {str(found.why) for found in item.contentmeta.subject} == {"why:direct"}
    assert not any(found.confidence for found in item.contentmeta.subject)
    (note,) = _find(make_slip(editor_topics=()), "//g2:edNote/text()")
    assert "工会 93" in note


def test_the_text_is_what_was_sent() -> None:
    """Headline and paragraphs, whatever XML makes of their characters."""
    slip = make_slip(same_story_as="urn:b:2")
    assert _find(slip, "//nitf:hl1/text()") == [ARTICLE.headline]
    assert _find(slip, "//nitf:p/text()") == ARTICLE.body.split("\n")
    assert _find(slip, "//g2:link/@residref") == ["urn:b:2"]


def test_a_withdrawn_item_loses_text_and_tags() -> None:
    """The status says that the item is dead."""
    slip = make_slip(withdrawn=True)
    assert _find(slip, "//g2:pubStatus/@qcode") == ["stat:canceled"]
    assert _find(slip, "//g2:subject | //g2:genre | //g2:contentSet") == []


def test_what_xml_cannot_hold_is_replaced() -> None:
    """Control characters and lone surrogates neither raise nor break the document."""
    article = Article("题\x00目", "文\x1b章\ud800。\U0001f600", id="编号\x01", version="三")
    slip = make_slip(article)
    assert _find(slip, "//nitf:p/text()") == ["文\ufffd章\ufffd。\U0001f600"]
    assert _find(slip, "/g2:newsItem/@version") == []
    assert len(_find(slip, "//g2:versionCreated")) == 1


def test_several_items_make_a_message() -> None:
    """In order; one alone is a document of its own."""
    slips = [make_slip(replace(ARTICLE, id=f"urn:example:{number}")) for number in range(3)]
    message = etree.fromstring(writer("newsml").write(slips))
    items = [
        NewsMLG2Document(etree.tostring(item)).get_item()
        for item in message.iterfind("g2:itemSet/g2:newsItem", _G2)
    ]
    assert [item.guid for item in items] == [slip.article.id for slip in slips]
    assert etree.fromstring(writer("newsml").write([])).tag.endswith("newsMessage")
