"""Pulling from feeds of a real HTTP server."""

import asyncio
from pathlib import Path

import pytest

from feed_site import Site, rss
from gaoqian import Article
from gaoqian.readers import read_path
from gaoqian_service.errors import PullError
from gaoqian_service.wire.feeding_services import feeds
from gaoqian_service.wire.feeding_services.feeds import RssFeedingService
from gaoqian_service.wire.feeding_services.records import PullRecords

_ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>要闻</title><entry>
<id>urn:atom:1</id><title>工会换届</title><updated>2026-11-02T09:00:00+08:00</updated>
<summary>短</summary><content type="html">&lt;div&gt;职工代表&lt;br/&gt;投票&lt;/div&gt;</content>
</entry></feed>"""


def _pull(feed: RssFeedingService, folder: Path) -> list[Article]:
    before = set(folder.iterdir())
    asyncio.run(feed.pull(folder))
    found = [item for path in set(folder.iterdir()) - before for item in read_path(path)]
    return [item for item in found if isinstance(item, Article)]


def test_entries_become_articles(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """The oldest first, as text, with identifier, byline, date and language."""
    site.content = rss("甲", "乙")
    articles = _pull(RssFeedingService(site.url, memory), tmp_path)
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
    (article,) = _pull(RssFeedingService(site.url, memory), tmp_path)
    assert (article.id, article.headline, article.body) == (
        "urn:atom:1",
        "工会换届",
        "职工代表\n投票",
    )


def test_what_is_unchanged_is_not_fetched(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """A server is told what we have; of a changed feed only what is new lands."""
    site.content = rss("甲")
    assert len(_pull(RssFeedingService(site.url, memory), tmp_path)) == 1
    assert _pull(RssFeedingService(site.url, memory), tmp_path) == []
    assert site.asked[-1]["if-none-match"] == site.etag
    site.content = rss("甲", "乙")
    assert [a.id for a in _pull(RssFeedingService(site.url, memory), tmp_path)] == ["urn:paper:2"]
    site.content = rss("甲改", "乙")
    assert [a.id for a in _pull(RssFeedingService(site.url, memory), tmp_path)] == ["urn:paper:1"]
    assert "s3cret" not in RssFeedingService(site.url, memory).name


def test_passing_trouble_is_tried_again(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """A server that is busy gets another call."""
    site.content = rss("甲")
    site.statuses = [503]
    assert len(_pull(RssFeedingService(site.url, memory), tmp_path)) == 1


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
        _pull(RssFeedingService(site.url, memory), tmp_path)
    assert "s3cret" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_feed_without_end(
    site: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, memory: PullRecords
) -> None:
    """What is larger than any feed is not read to its end."""
    monkeypatch.setattr(feeds, "_MAX_BYTES", 1000)
    site.content = rss("甲" * 1000)
    with pytest.raises(PullError, match="larger than 1000 bytes"):
        _pull(RssFeedingService(site.url, memory), tmp_path)


def test_external_entities_stay_outside(site: Site, tmp_path: Path, memory: PullRecords) -> None:
    """A feed gets no file of ours into an article."""
    secret = tmp_path / "secret"
    secret.write_text("TOP")
    folder = tmp_path / "drop"
    folder.mkdir()
    declared = f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'
    site.content = rss("甲&x;").replace(b"<rss", f"{declared}<rss".encode(), 1)
    _pull(RssFeedingService(site.url, memory), folder)
    assert all("TOP" not in path.read_text(encoding="utf-8") for path in folder.iterdir())
