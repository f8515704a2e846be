"""Pages of websites and of e-papers."""

from datetime import datetime

import pytest

from documents import HTML, TEXT
from gaoqian import Article
from gaoqian.dates import CHINA
from gaoqian.readers import ReadFailure, read_bytes

_DAY = datetime(2026, 7, 20, tzinfo=CHINA)


def _read(page: str | bytes, declared: str = "") -> Article | ReadFailure:
    data = page.encode() if isinstance(page, str) else page
    (item,) = read_bytes(data, "a.html", declared)
    return item


def test_page_of_a_website() -> None:
    """Headline, author, day and body are read; navigation and footer are not."""
    assert _read(HTML) == Article(
        headline="工会慰问环卫职工",
        body=f"{TEXT}\n据了解，活动将持续到八月底。",
        source="a.html",
        language="zh-CN",
        byline="何田",
        version_created=_DAY,
        encoding="utf-8",
    )


def test_charset_of_the_carrier_comes_before_the_page() -> None:
    """HTTP's charset outranks the page's own."""
    page = "<meta charset=gbk><p>中文".encode("big5")
    item = _read(page, "big5")
    assert isinstance(item, Article)
    assert (item.body, item.encoding) == ("中文", "big5hkscs")


@pytest.mark.parametrize("page", ["", "<html></html>", "<script>var a = 1</script>", "<!--x-->"])
def test_page_without_an_article(page: str) -> None:
    """It is a failure, not an empty article."""
    assert str(_read(page)) == "a.html: holds no text of an article, expected one"


def test_page_with_too_many_elements() -> None:
    """Taking it apart would take seconds."""
    assert "holds 10,001 elements, expected 10,000" in str(_read("<p>字" * 10_001))
