"""Pulling from feeds of a real HTTP server."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from gaoqian import Article, GaoqianError
from gaoqian.readers import read_path
from gaoqian_service.errors import PullError
from gaoqian_service.wire.pulls import feeds
from gaoqian_service.wire.pulls.entries import text_of
from gaoqian_service.wire.pulls.feeds import Feed
from gaoqian_service.wire.pulls.pulling import pull_all, pulling
from gaoqian_service.wire.pulls.records import PullRecords
from live import until

_RSS = """<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel>
<title>地方要闻</title><language>zh-CN</language>{items}</channel></rss>"""
_ITEM = """<item><guid>urn:paper:{number}</guid><title>第{number}条 &amp;lt;快讯&amp;gt;</title>
<author>李四</author><pubDate>Mon, 02 Nov 2026 0{number}:00:00 +0800</pubDate>
<description><![CDATA[<p>第一段。</p><script>x()</script><p>第二段&nbsp;{text}</p>]]></description>
</item>"""
_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>要闻</title><entry>
<id>urn:atom:1</id><title>工会换届</title><updated>2026-11-02T09:00:00+08:00</updated>
<summary>短</summary><content type="html">&lt;div&gt;职工代表&lt;br/&gt;投票&lt;/div&gt;</content>
</entry></feed>"""


@dataclass
class Site:
    """What the server answers."""

    content: bytes = b""
    statuses: list[int] = field(default_factory=list)
    asked: list[dict[str, str]] = field(default_factory=list)
    url: str = ""

    @property
    def etag(self) -> str:
        """Changes with the content."""
        return f'"{hash(self.content)}"'


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, site: Site, *arguments: Any) -> None:
        self.site = site
        super().__init__(*arguments)

    def do_GET(self) -> None:
        """Answer as the site says."""
        self.site.asked.append({name.lower(): value for name, value in self.headers.items()})
        status = self.site.statuses.pop(0) if self.site.statuses else 200
        if status == 200 and self.headers.get("If-None-Match") == self.site.etag:
            status = 304
        self.send_response(status)
        body = self.site.content if status == 200 else b""
        self.send_header("ETag", self.site.etag)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[Site]:
    """A server with one feed."""
    shown = Site()
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Handler, shown))
    shown.url = f"http://127.0.0.1:{server.server_port}/feed?key=s3cret"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield shown
    server.shutdown()
    thread.join()
    server.server_close()


def _rss(*texts: str) -> bytes:
    items = "".join(_ITEM.format(number=n, text=text) for n, text in enumerate(texts, 1))
    return _RSS.format(items=items).encode()


def _pull(feed: Feed, folder: Path) -> list[Article]:
    before = set(folder.iterdir())
    asyncio.run(feed.pull(folder))
    found = [item for path in set(folder.iterdir()) - before for item in read_path(path)]
    return [item for item in found if isinstance(item, Article)]


def test_entries_become_articles(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """The oldest first, as text, with identifier, byline, date and language."""
    site.content = _rss("甲", "乙")
    articles = _pull(Feed(site.url, memory), tmp_path)
    assert [article.id for article in articles] == ["urn:paper:2", "urn:paper:1"]
    first = articles[1]
    assert first.body == "第一段。\n第二段 甲"
    assert first.headline == "第1条 <快讯>"
    assert first.byline == "李四"
    assert first.language == "zh-CN"
    assert str(first.version_created) == "2026-11-01 17:00:00+00:00"


def test_atom(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """The content counts, not the shorter summary."""
    site.content = _ATOM.encode()
    (article,) = _pull(Feed(site.url, memory), tmp_path)
    assert (article.id, article.headline, article.body) == (
        "urn:atom:1",
        "工会换届",
        "职工代表\n投票",
    )


def test_what_is_unchanged_is_not_fetched(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """A server is told what we have; of a changed feed only what is new lands."""
    site.content = _rss("甲")
    assert len(_pull(Feed(site.url, memory), tmp_path)) == 1
    assert _pull(Feed(site.url, memory), tmp_path) == []
    assert site.asked[-1]["if-none-match"] == site.etag
    site.content = _rss("甲", "乙")
    assert [a.id for a in _pull(Feed(site.url, memory), tmp_path)] == ["urn:paper:2"]
    site.content = _rss("甲改", "乙")
    assert [a.id for a in _pull(Feed(site.url, memory), tmp_path)] == ["urn:paper:1"]
    assert "s3cret" not in Feed(site.url, memory).name


def test_passing_trouble_is_tried_again(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """A server that is busy gets another call."""
    site.content = _rss("甲")
    site.statuses = [503]
    assert len(_pull(Feed(site.url, memory), tmp_path)) == 1


@pytest.mark.parametrize(
    ("content", "statuses", "message"),
    [
        (b"", [404], "answered 404"),
        (b"<html><body>no feed</body></html>", [], "neither RSS nor Atom"),
        (b"", [], "neither RSS nor Atom"),
    ],
)
def test_what_is_no_feed(
    site: Site,
    tmp_path: Path,
    content: bytes,
    statuses: list[int],
    message: str,
    memory: PullRecords,
) -> None:
    """One error says so, without the query, and nothing lands."""
    site.content, site.statuses = content, statuses
    with pytest.raises(PullError, match=message) as caught:
        _pull(Feed(site.url, memory), tmp_path)
    assert "s3cret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_feed_without_end(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: PullRecords
) -> None:
    """What is larger than any feed is not read to its end."""
    monkeypatch.setattr(feeds, "_MAX_BYTES", 1000)
    site.content = _rss("甲" * 1000)
    with pytest.raises(PullError, match="larger than 1000 bytes"):
        _pull(Feed(site.url, memory), tmp_path)


def test_external_entities_stay_outside(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """A feed gets no file of ours into an article."""
    secret = tmp_path / "secret"
    secret.write_text("TOP")
    folder = tmp_path / "drop"
    folder.mkdir()
    declared = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    site.content = _rss("甲&x;").replace(b"<rss", f"{declared}<rss".encode(), 1)
    _pull(Feed(site.url, memory), folder)
    assert all("TOP" not in path.read_text(encoding="utf-8") for path in folder.iterdir())


def test_one_failing_source_keeps_no_other_waiting(
    site: Site, tmp_path: Path, memory: PullRecords
) -> None:
    """Its error is told by its name, and the others land."""
    site.content = _rss("甲")
    gone = Feed(site.url.replace("/feed", "/gone"), memory)
    good = Feed(site.url, memory)
    site.statuses = [404]
    told: list[str] = []

    async def tell(name: str, error: GaoqianError) -> None:
        assert "404" in str(error)
        told.append(name)

    async def scenario() -> int:
        bad = await pull_all([gone], tmp_path, tell)
        return bad + await pull_all([good], tmp_path, tell)

    assert asyncio.run(scenario()) == 1
    assert told == [gone.name]


def test_pulling_goes_on(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """The first look is at once, others follow."""
    site.content = _rss("甲")

    async def tell(_: str, error: GaoqianError) -> None:
        raise error

    async def scenario() -> None:
        async with pulling([Feed(site.url, memory)], tmp_path, 0.01, tell):
            await asyncio.to_thread(until, lambda: len(site.asked) >= 3)

    asyncio.run(scenario())
    assert len(list(tmp_path.iterdir())) == 1


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
