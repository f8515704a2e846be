"""NewsML-G2 items and messages, and XML that means harm."""

from datetime import datetime

import pytest
from NewsMLG2 import NewsMLG2Document

from documents import NEWS_ITEM, PACKAGE, TEXT
from gaoqian import Article
from gaoqian.dates import CHINA
from gaoqian.readers import ReadFailure, read_bytes

_ITEM = Article(
    headline="工会慰问环卫职工",
    body=f"{TEXT}\n完。",
    id="urn:desk:4",
    source="a.xml:1",
    language="zh-Hans",
    version="3",
    byline="何田",
    pub_status="withheld",
    version_created=datetime(2026, 7, 20, 9, 30, tzinfo=CHINA),
    embargoed_until=datetime(2026, 7, 21, tzinfo=CHINA),
)


def _read(document: str | bytes) -> list[Article | ReadFailure]:
    return list(read_bytes(document.encode() if isinstance(document, str) else document, "a.xml"))


def _failure(document: str) -> str:
    (failure,) = _read(document)
    assert isinstance(failure, ReadFailure)
    return str(failure)


def test_news_item_with_nitf() -> None:
    """Every field is read; of the NITF, the content alone is body."""
    assert _read(NEWS_ITEM) == [_ITEM]


def test_the_sample_is_what_the_iptcs_own_reader_takes() -> None:
    """The document that these tests read is no invention of ours."""
    item = NewsMLG2Document(NEWS_ITEM.encode()).get_item()
    assert (item.guid, item.version) == (_ITEM.id, "3")
    assert str(item.itemmeta.embargoed) == "2026-07-21T00:00:00+08:00"
    assert str(item.itemmeta.pubstatus.qcode) == "stat:withheld"


def test_message_with_several_items() -> None:
    """Each news item is an article; the package among them is passed over."""
    assert _read(PACKAGE) == [
        _ITEM,
        Article("消防演练", "消防员教居民使用灭火器。", "urn:desk:5", "a.xml:2", version="1"),
    ]


@pytest.mark.parametrize(
    "content",
    [
        "<inlineXML><html><head>x</head><h1>甲</h1>乙<b>丙</b><p> 丁</p></html></inlineXML>",
        "<inlineData contenttype='text/html'>&lt;p>甲&lt;p>乙&lt;b>丙&lt;/b>&lt;p>丁</inlineData>",
        "<remoteContent href='a.jpg'/><inlineData>甲\n乙丙\n丁</inlineData>",
    ],
    ids=["XHTML", "HTML", "text"],
)
def test_other_bodies(content: str) -> None:
    """A paragraph is a line, whatever the body is written in."""
    start, rest = NEWS_ITEM.split("<contentSet>")
    end = rest.partition("</contentSet>")[2]
    (item,) = _read(f"{start}<contentSet>{content}</contentSet>{end}")
    assert isinstance(item, Article)
    assert item.body == "甲\n乙丙\n丁"


def test_gbk_that_is_declared_as_gb2312() -> None:
    """The declaration counts, and its superset is used."""
    document = "<?xml version='1.0' encoding='GB2312'?>" + NEWS_ITEM.replace("何田", "何镕")
    (item,) = _read(document.encode("gb18030"))
    assert isinstance(item, Article)
    assert item.byline == "何镕"


def test_embargo_without_a_date() -> None:
    """Nobody knows its end: the item is withheld."""
    document = NEWS_ITEM.replace("2026-07-21T00:00:00+08:00", "").replace("withheld", "usable")
    (item,) = _read(document)
    assert isinstance(item, Article)
    assert (item.pub_status, item.embargoed_until) == ("withheld", None)


def test_canceled_item_without_text() -> None:
    """It takes back one that had."""
    document = (
        '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="x" version="4"><itemMeta>'
        '<pubStatus uri="http://cv.iptc.org/newscodes/pubstatusg2/canceled"/></itemMeta></newsItem>'
    )
    assert _read(document) == [
        Article(id="x", source="a.xml:1", version="4", pub_status="canceled")
    ]
    assert "newsItem 'x' holds no text" in _failure(document.replace("canceled", "usable"))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("", "a.xml: is no well-formed XML"),
        ("<newsItem", "a.xml: is no well-formed XML"),
        ("<rss version='2.0'/>", "root 'rss', expected NewsML-G2"),
        (NEWS_ITEM.replace("newsItem", "conceptItem"), "is a conceptItem, which holds no text"),
        (NEWS_ITEM.replace("stat:withheld", "stat:dead"), "status 'dead' is unknown"),
        (NEWS_ITEM.replace("2026-07-20T", "20T"), "'20T09:30:00+08:00' is no moment"),
        (NEWS_ITEM.replace("newsItem", "packageItem"), "is a packageItem, which holds no text"),
    ],
)
def test_what_cannot_be_read(document: str, expected: str) -> None:
    """The failure names what was found."""
    assert expected in str(_read(document)[0])


@pytest.mark.parametrize(
    "entity",
    [
        '<!ENTITY x SYSTEM "file:///etc/hostname">',
        '<!ENTITY x "laugh">',
        '<!ENTITY % x SYSTEM "http://127.0.0.1:9/x.dtd"> %x;',
    ],
    ids=["file", "text", "network"],
)
def test_entities_are_refused(entity: str) -> None:
    """None is read, from wherever it would come."""
    document = f"<!DOCTYPE newsItem [{entity}]>{NEWS_ITEM}".replace("完。", "&x;")
    failure = _failure(document if "% x" not in entity else document.replace("&x;", ""))
    assert "declares or uses entities" in failure


def test_depth_is_bounded() -> None:
    """The parser gives up at its own limits, which nobody lifts."""
    deep = "<a>" * 5000 + "</a>" * 5000
    assert "is no well-formed XML" in _failure(NEWS_ITEM.replace("完。", deep))


def test_a_megabyte_of_blanks_is_no_obstacle() -> None:
    """Blanks before a document cost their number, not its square: that would be an hour."""
    document = NEWS_ITEM.encode() if isinstance(NEWS_ITEM, str) else NEWS_ITEM
    assert _read(b"\t" * 1_000_000 + document) == _read(document)
    (failure,) = _read(b"\t" * 1_000_000)
    assert isinstance(failure, ReadFailure)
