"""Parts of PDF pages, made for a test; type is as wide as it is high, as Han characters are."""

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.blocks import Block
from gaoqian.pages.pdf.lines import Line
from gaoqian.pages.pdf.neighbourhood import Piece
from gaoqian.pages.pdf.roles import Head
from gaoqian.pages.pdf.sheet import Glyph

#: In points.
BODY = 10.0


def glyphs(text: str, left: float, top: float, size: float = BODY, first: int = 0) -> list[Glyph]:
    """Return the characters of a line, drawn one behind the other; ``first`` is their place."""
    return [
        Glyph(
            sign, left + n * size, top, left + (n + 1) * size, top + size, top, "serif", first + n
        )
        for n, sign in enumerate(text)
    ]


def line(text: str, left: float, top: float, size: float = BODY) -> Line:
    """Return a horizontal line."""
    box = Box(left, top, left + size * len(text), top + size)
    return Line(text, box, size, "serif", vertical=False, start=0)


def block(text: str, left: float, top: float, size: float = BODY) -> Block:
    """Return a block of lines, which are parted by line feeds and half an em."""
    lines = tuple(
        line(part, left, top + number * 1.5 * size, size)
        for number, part in enumerate(text.split("\n"))
    )
    width = size * max(map(len, text.split("\n")))
    return Block(lines, Box(left, top, left + width, lines[-1].box.bottom))


def head(text: str, left: float, top: float, size: float = 2 * BODY) -> Head:
    """Return a headline of one line."""
    one = block(text, left, top, size)
    return Head((one,), one.box)


def piece(
    box: Box, *, opens: bool | None = None, closes: bool | None = None, begins: bool = False
) -> Piece:
    """Return a column of body text."""
    text = block("入伏以后", box.left, box.top)
    return Piece((text,), box, BODY, "serif", opens, closes, begins=begins, signed=False)
