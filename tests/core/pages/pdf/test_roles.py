"""Roles of blocks on a PDF page."""

import pytest

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.roles import assign_roles, begins_article, is_byline
from pdf_parts import BODY, block

_HEIGHT = 800.0


@pytest.mark.parametrize(
    ("text", "byline"),
    [
        ("○通讯员 马小满", True),
        ("（记者 汲冰）", True),
        ("本报讯（记者 汲冰）", False),
        ("记者走进消防站", False),
    ],
)
def test_bylines(text: str, byline: bool) -> None:
    """A lead names a reporter, too, but opens its paragraph."""
    assert is_byline(text) == byline


@pytest.mark.parametrize(
    ("text", "begins"),
    [("本报讯（记者 汲冰）槐树湾", True), ("编者按：一条路", True), ("槐树湾社区的旧车棚", False)],
)
def test_beginnings(text: str, begins: bool) -> None:
    """A lead or an editor's note."""
    assert begins_article(text) == begins


def test_blocks_by_size_and_place() -> None:
    """Large type is a headline, what stands under a picture its caption, the rest text."""
    picture = Box(300, 100, 450, 200)
    blocks = [
        block("霁川日报 2026年7月21日", 40, 20),
        block("风雨桥修好了", 40, 80, 22),
        block("○通讯员 马小满", 40, 110),
        block("连接两岸的风雨桥修好\n了。桥面换了新杉木板", 40, 130),
        block("图为风雨桥。", 300, 205, 8.5),
    ]
    roles = assign_roles(blocks, [picture], [], BODY, _HEIGHT)
    assert [head.lines for head in roles.heads] == [["风雨桥修好了"]]
    assert [body.text[:5] for body in roles.bodies] == ["连接两岸的"]
    assert [byline.text for byline in roles.bylines] == ["○通讯员 马小满"]
    assert [(caption.text, box) for caption, box in roles.captions] == [("图为风雨桥。", picture)]


def test_kicker_and_headline_are_one() -> None:
    """They stand close; what stands further off is another headline."""
    blocks = [
        block("柚溪村", 40, 100, 14),
        block("四千箱脐橙出村", 40, 120, 22),
        block("风雨桥修好了", 40, 300, 22),
    ]
    heads = assign_roles(blocks, [], [], BODY, _HEIGHT).heads
    assert [head.lines for head in heads] == [["柚溪村", "四千箱脐橙出村"], ["风雨桥修好了"]]


def test_subhead_stays_in_its_column() -> None:
    """A little larger than the text above and below it."""
    blocks = [
        block("连接两岸的风雨桥修好", 40, 100),
        block("桥没变长", 40, 114, 13),
        block("施工队在桥头留了一段", 40, 131),
    ]
    roles = assign_roles(blocks, [], [], BODY, _HEIGHT)
    assert roles.heads == []
    assert "桥没变长" in [body.text for body in roles.bodies]
