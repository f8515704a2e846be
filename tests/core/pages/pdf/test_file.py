"""PDF files, page by page."""

import pytest

from gaoqian.errors import ReadError
from gaoqian.pages.article import PageArticle
from gaoqian.pages.pdf.file import cut_pdf_bytes
from gaoqian.segment import Segmenter, load_segmenter
from newsprint import columns, headline, picture, place, typeset

ORCHARD = (
    "入冬前最后一批脐橙昨天装车离开柚溪村。合作社的院子里，三十多名村民从清晨忙到傍晚，"
    "分拣、套网、装箱，一共发出四千二百箱。\n"
    "今年雨水偏多，村里请来农技站的技术员，教大家在树下铺膜、开沟排水，坐果率没有受影响。"
    "技术员每周来两趟，走的时候总有人往他车上塞一袋橙子。\n"
    "合作社负责人说，明年准备把山脚那片老树换成晚熟品种，把卖橙子的日子再拉长一个月。"
)


BRIDGE = (
    "连接两岸的风雨桥修好了。桥面换了新杉木板，栏杆按老照片上的样子重做，廊下添了一排长凳。"
    "施工队在桥头留了一小段旧木板，刻上了当年造桥匠人的名字。\n"
    "住在桥东的周阿婆每天要过桥买菜，她数过，从这头到那头是一百二十六步，修好以后还是一百二十六步。"
    "她说，桥没变长，心里踏实了。\n"
    "桥梁养护所今后每个季度检查一次，检查结果贴在桥头的公告栏里。"
)


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """Words for joining headlines."""
    return load_segmenter()


def _articles(data: bytes, segmenter: Segmenter) -> list[PageArticle]:
    found = list(cut_pdf_bytes(data, segmenter))
    assert not [item for item in found if isinstance(item, ReadError)]
    return [item for item in found if isinstance(item, PageArticle)]


def _errors(data: bytes, segmenter: Segmenter) -> list[str]:
    return [str(item) for item in cut_pdf_bytes(data, segmenter) if isinstance(item, ReadError)]


def test_release_over_pages_is_one_article(segmenter: Segmenter) -> None:
    """One column that fills its pages goes on from page to page."""
    release = [
        "#set page(margin: 80pt)",
        headline("风雨桥修好了"),
        *("\n\n" + "\n\n".join(text.split("\n")) for text in [BRIDGE, ORCHARD] * 4),
    ]
    (found,) = _articles(typeset(release), segmenter)
    assert found.headline == "风雨桥修好了"
    assert found.body == "\n".join([BRIDGE, ORCHARD] * 4)


def test_picture_pages_are_reported(segmenter: Segmenter) -> None:
    """A page without text says so, and the page behind it is read."""
    page = [
        place(40, 60, headline("风雨桥修好了")),
        place(40, 100, columns(BRIDGE, count=1, height=260)),
    ]
    data = typeset([place(0, 0, picture(600, 800))], page)
    assert _errors(data, segmenter) == ["page 1 holds only images, expected text: needs OCR"]
    assert [
        article.page
        for article in cut_pdf_bytes(data, segmenter)
        if isinstance(article, PageArticle)
    ] == [2]
