"""Lines of a PDF page, from its glyphs."""

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.lines import Line, bounds, find_lines
from pdf_parts import BODY, glyphs


def _texts(lines: list[Line]) -> list[str]:
    return sorted(line.text for line in lines)


def test_characters_on_one_baseline_are_a_line() -> None:
    """With its box, size and font."""
    (line,) = find_lines(glyphs("入伏以后", 40, 100), BODY)
    assert (line.text, line.size, line.font, line.vertical) == ("入伏以后", 10.0, "serif", False)
    assert line.box == Box(40, 100, 80, 110)


def test_a_gutter_parts_lines() -> None:
    """Two columns stand at one height; a gap of a character and more is white between them."""
    left, right = glyphs("左栏四字", 40, 100), glyphs("右栏四字", 95, 100, first=9)
    assert _texts(find_lines([*left, *right], BODY)) == ["右栏四字", "左栏四字"]


def test_drawing_order_does_not_matter() -> None:
    """The second half of a line may be drawn first."""
    first, second = glyphs("前半", 40, 100, first=2), glyphs("后半", 60, 100)
    assert _texts(find_lines([*second, *first], BODY)) == ["前半后半"]


def test_large_type_from_top_to_bottom() -> None:
    """Three characters one under the other are a vertical headline; in body size they are not."""
    large = [
        glyph for n, sign in enumerate("桥修好") for glyph in glyphs(sign, 40, 60 + 24 * n, 20, n)
    ]
    (line,) = find_lines(large, BODY)
    assert (line.text, line.vertical) == ("桥修好", True)
    small = [
        glyph for n, sign in enumerate("桥修好") for glyph in glyphs(sign, 40, 60 + 12 * n, 10, n)
    ]
    assert _texts(find_lines(small, BODY)) == ["修", "好", "桥"]


def test_bounds_hold_all_boxes() -> None:
    """The least of their left and upper, the greatest of their right and lower edges."""
    assert bounds([Box(0, 5, 10, 15), Box(3, 1, 20, 9)]) == Box(0, 1, 20, 15)
