"""Pages of Founder's e-paper system."""

from datetime import datetime

from documents import FOUNDER, TEXT
from gaoqian import Article
from gaoqian.dates import CHINA
from gaoqian.readers import ReadFailure, read_bytes

_DAY = datetime(2026, 7, 20, tzinfo=CHINA)


def _read(page: str | bytes, declared: str = "") -> Article | ReadFailure:
    data = page.encode() if isinstance(page, str) else page
    (item,) = read_bytes(data, "a.html", declared)
    return item


def test_page_of_founders_e_paper() -> None:
    """The marked body alone is read, and GBK that is declared as gb2312."""
    assert _read(FOUNDER.encode("gb18030")) == Article(
        headline="工会慰问 环卫职工",
        body=f"{TEXT}\n朱镕在场。",
        id="4711",
        source="a.html",
        byline="何田",
        version_created=_DAY,
        encoding="gb18030",
    )


def test_founders_page_with_comments_alone() -> None:
    """Without the elements, comments mark the body and hold the headline."""
    page = FOUNDER.replace("<founder-title>工会慰问<br/>环卫职工</founder-title>", "")
    page = page.replace("<founder-content>", "").replace("</founder-content>", "")
    item = _read(page.replace("gb2312", "utf-8"))
    assert isinstance(item, Article)
    assert (item.headline, item.byline) == ("工会慰问环卫职工", "何田")
    assert item.body == f"{TEXT}\n朱镕在场。"


def test_founders_page_with_a_bad_date() -> None:
    """The failure names it."""
    page = FOUNDER.replace("2026-07-20 00:00:00.0", "昨天").replace("gb2312", "utf-8")
    assert "its date '昨天' is no moment" in str(_read(page))
