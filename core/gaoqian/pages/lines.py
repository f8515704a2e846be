"""The lines of a page of text: position, width, and width of their column."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from statistics import quantiles

from gaoqian.pages.joining import close_spaces
from gaoqian.text.rules import BLANK, HAN
from gaoqian.text.wraps import line_width

_LINE = re.compile(r"[^\n\r\u000b\u0085\u2028\u2029]+")
_LETTER_SPACED = re.compile(f"[{HAN}](?:[{BLANK}]+[{HAN}]){{2,}}")
_ONE_HAN = re.compile(f"[{HAN}]")
#: Two ideographic spaces, or what an extractor makes of them.
_INDENT = re.compile("\u3000|[ \u00a0]{3,}|\t")

#: In lines: context for estimating a column's width, short enough to stay within one column.
_NEAR = 8
#: Quantile of line widths taken as the column's: lines are shorter at the ends of paragraphs and
#: before punctuation that must not begin a line.
_COLUMN_QUANTILE = 0.6
#: In lines: too few for a quantile.
_FEW = 3
#: Minimum number of consecutive one-character lines that are a vertical headline.
_MIN_VERTICAL = 3


@dataclass(frozen=True, slots=True)
class Line:
    """One line with text.

    Attributes:
        start: First character in the text as given, in code points.
        end: One past the last.
        text: The line, stripped of blanks.
        closed: The same without spaces between Han characters.
        width: Width of ``closed``, in Han characters.
        gap: Number of blank lines before it.
        is_indented: Whether it is indented like a paragraph.
        is_spaced: Whether it is letter-spaced, as some headlines are.
    """

    start: int
    end: int
    text: str
    closed: str
    width: float
    gap: int = 0
    is_indented: bool = False
    is_spaced: bool = False


def find_lines(text: str, start: int, end: int) -> list[Line]:
    """Return the lines with text in ``text[start:end]``, in order.

    Three or more consecutive lines of one Han character become one line: a vertical headline.

    Args:
        text: The text as given; it need not be cleaned.
        start: First character of the page.
        end: One past its last character.
    """
    lines: list[Line] = []
    gap = 0
    reached = start
    for match in _LINE.finditer(text, start, end):
        gap += max(0, _count_breaks(text, reached, match.start()) - 1)
        reached = match.end()
        stripped = match[0].strip(BLANK)
        if not stripped:
            gap += 1
            continue
        first = match.start() + match[0].index(stripped)
        lines.append(_measure(match[0], stripped, first, gap))
        gap = 0
    return list(_join_vertical(lines))


def left_column(lines: Sequence[Line], index: int) -> float:
    """Return the width of the column above a line, in Han characters; 0 for none."""
    return _column(lines[max(0, index - _NEAR) : index])


def right_column(lines: Sequence[Line], index: int) -> float:
    """Return the width of the column from a line on, in Han characters; 0 for none."""
    return _column(lines[index : index + _NEAR])


def _column(lines: Sequence[Line]) -> float:
    widths = [line.width for line in lines]
    if len(widths) <= _FEW:
        return max(widths, default=0.0)
    place = round(_COLUMN_QUANTILE * 10) - 1
    return quantiles(widths, n=10, method="inclusive")[place]


def _count_breaks(text: str, start: int, end: int) -> int:
    return len(text[start:end].replace("\r\n", "\n"))


def _measure(raw: str, stripped: str, start: int, gap: int) -> Line:
    closed = close_spaces(stripped)
    return Line(
        start=start,
        end=start + len(stripped),
        text=stripped,
        closed=closed,
        width=line_width(closed),
        gap=gap,
        is_indented=_INDENT.match(raw) is not None,
        is_spaced=_LETTER_SPACED.fullmatch(stripped) is not None,
    )


def _join_vertical(lines: Sequence[Line]) -> Iterator[Line]:
    run: list[Line] = []
    for line in lines:
        if _ONE_HAN.fullmatch(line.text):
            run.append(line)
            continue
        yield from _end_run(run)
        run = []
        yield line
    yield from _end_run(run)


def _end_run(run: Sequence[Line]) -> Iterator[Line]:
    if len(run) < _MIN_VERTICAL:
        yield from run
        return
    text = "".join(line.text for line in run)
    first, last = run[0], run[-1]
    yield Line(first.start, last.end, text, text, float(len(text)), first.gap, is_spaced=True)
