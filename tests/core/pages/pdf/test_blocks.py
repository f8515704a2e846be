"""Blocks of lines on a PDF page."""

import pytest

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.blocks import (
    body_size,
    find_blocks,
    find_pictures,
    find_rules,
    in_one_column,
    is_ruled_off,
    shared,
    split,
)
from gaoqian.pages.pdf.sheet import Sheet
from pdf_parts import BODY, block, glyphs, line

_RULE = Box(40, 113, 140, 114)


def test_body_size_is_that_of_most_characters() -> None:
    """A page without text has none."""
    assert body_size([*glyphs("正文正文", 0, 0), *glyphs("题", 0, 50, 22)]) == BODY
    assert body_size([]) == 0.0


def test_lines_under_each_other_are_a_block() -> None:
    """Up to a gap, another size or another column."""
    lines = [
        line("第一行文字", 40, 100),
        line("第二行文字", 40, 115),
        line("另一段", 40, 145),
        line("右栏的文字", 200, 100),
    ]
    texts = [found.text for found in find_blocks(lines, [], BODY)]
    assert texts == ["第一行文字第二行文字", "右栏的文字", "另一段"]


def test_a_rule_parts_blocks() -> None:
    """Lines that would be one block otherwise."""
    lines = [line("第一行文字", 40, 100), line("第二行文字", 40, 117)]
    assert len(find_blocks(lines, [], BODY)) == 1
    assert len(find_blocks(lines, [_RULE], BODY)) == 2


@pytest.mark.parametrize(
    ("other", "share"),
    [(Box(50, 0, 70, 9), 1.0), (Box(90, 0, 110, 9), 0.5), (Box(120, 0, 130, 9), 0)],
)
def test_shared_width(other: Box, share: float) -> None:
    """By the narrower of the two."""
    assert shared(Box(40, 0, 100, 9), other) == share


def test_rules_between_boxes() -> None:
    """A horizontal rule over more than half of their common width."""
    upper, lower = Box(40, 100, 140, 110), Box(40, 117, 140, 127)
    assert is_ruled_off(upper, lower, [_RULE])
    assert not is_ruled_off(upper, lower, [Box(40, 113, 80, 114), Box(40, 130, 140, 131)])


def test_columns_with_an_indent() -> None:
    """The first line of a paragraph begins further right, another column much further."""
    assert in_one_column(Box(60, 0, 190, 10), Box(40, 15, 190, 25), BODY)
    assert not in_one_column(Box(210, 0, 360, 10), Box(40, 15, 190, 25), BODY)


def test_pictures_and_tints() -> None:
    """A filled box behind text is no picture, and its sides part what they stand between."""
    tint, box, page = Box(40, 90, 200, 140), Box(300, 90, 400, 140), Box(0, 0, 600, 800)
    text = tuple(glyphs("底色上的文字至少有十二个字", 50, 100))
    sheet = Sheet(1, 600, 800, text, (), (tint, box), (page,))
    assert find_pictures(sheet) == [box]
    sides = find_rules(sheet, [box])
    assert Box(40, 90, 40, 140) in sides
    assert len(sides) == 4


def test_split() -> None:
    """Each half has its own box."""
    first, second = split(block("一行\n两行\n三行", 40, 100), 1)
    assert (first.text, second.text) == ("一行", "两行三行")
    assert (first.box.bottom, second.box.top) == (110, 115)
