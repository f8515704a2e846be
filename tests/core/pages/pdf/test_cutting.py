"""Articles of a PDF page, found by where their text stands."""

from collections.abc import Sequence
from itertools import pairwise

import pytest

from gaoqian.errors import ReadError
from gaoqian.pages.article import PageArticle
from gaoqian.pages.pdf.file import cut_pdf_bytes
from gaoqian.segment import Segmenter, load_segmenter
from newsprint import columns, headline, picture, place, typeset, upright

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


def _dense(text: str) -> str:
    return "".join(text.split())


def _check(found: Sequence[PageArticle], *expected: tuple[str, str]) -> None:
    texts = {_dense(article.headline): article.body for article in found}
    assert texts == dict(expected)


def test_headlines_above_columns(segmenter: Segmenter) -> None:
    """Columns side by side under two headlines become two articles, paragraphs kept."""
    page = [
        place(40, 60, headline("四千箱脐橙出村")),
        place(40, 100, columns(ORCHARD, count=2, height=120)),
        place(40, 300, headline("风雨桥修好了")),
        place(40, 340, columns(BRIDGE, count=3, height=60)),
    ]
    found = _articles(typeset(page), segmenter)
    _check(found, ("四千箱脐橙出村", ORCHARD), ("风雨桥修好了", BRIDGE))
    assert [len(article.boxes) for article in found] == [2, 3]
    assert all(left.right < right.left for left, right in pairwise(found[1].boxes))
    assert all(0 < article.confidence <= 1 for article in found)


def test_headline_below_its_columns(segmenter: Segmenter) -> None:
    """Where no text stands under a headline, it is that of the text above."""
    page = [
        place(40, 60, columns(ORCHARD, count=2, height=120)),
        place(40, 190, headline("四千箱脐橙出村")),
    ]
    _check(_articles(typeset(page), segmenter), ("四千箱脐橙出村", ORCHARD))


def test_vertical_headline_beside_its_columns(segmenter: Segmenter) -> None:
    """A headline of one character a line is read from top to bottom."""
    page = [
        place(40, 60, upright("桥修好了")),
        place(80, 60, columns(BRIDGE, count=2, height=120)),
    ]
    _check(_articles(typeset(page), segmenter), ("桥修好了", BRIDGE))


def test_letter_spaced_headline(segmenter: Segmenter) -> None:
    """Wide gaps that are all alike are letter-spacing, also where each character is drawn alone."""
    signs = [place(60 + 44 * n, 60, headline(sign)) for n, sign in enumerate("脐橙出村")]
    page = [*signs, place(40, 100, columns(ORCHARD, count=2, height=120))]
    _check(_articles(typeset(page), segmenter), ("脐橙出村", ORCHARD))


def test_caption_and_byline_are_set_apart(segmenter: Segmenter) -> None:
    """What stands under a picture is its caption, what stands alone under a headline a byline."""
    page = [
        place(40, 60, headline("四千箱脐橙出村")),
        place(40, 92, "○通讯员 马小满"),
        place(40, 120, columns(ORCHARD, count=2, height=120)),
        place(380, 120, picture(150, 90)),
        place(380, 215, "#text(size: 8.5pt)[图为村民装车。]"),
    ]
    (found,) = _articles(typeset(page), segmenter)
    assert (found.byline, found.captions) == ("通讯员 马小满", ("图为村民装车。",))
    assert found.body == ORCHARD
