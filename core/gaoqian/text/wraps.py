"""Hard line wraps: line breaks made by a column's width rather than by the author.

A wrapped line is about as long as its neighbours and does not end a sentence. A subhead is
shorter than the lines around it, and an unwrapped paragraph is longer than any column, so both
keep their line break. Only neighbours are compared, since column widths change within an
article.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gaoqian.text.marks import ALL_MARKS
from gaoqian.text.rules import BLANK, HAN

#: Ends of sentences and headings: a line break after one of these is the author's.
_CLOSING = frozenset("。！？；：…”’》】」』）.!?;:)]")
#: A line that begins like this is a new item, byline or subhead.
_OPENING = re.compile(
    r"[□■○●◎◇◆▲△☆★※【\[①-⑳•·\-—]|[（(]?[一二三四五六七八九十]{1,3}[、．）)]|第.{1,3}[章节条款]|\d{1,2}[、．.)）](?!\d)"
)
_BREAK = re.compile(f"\n[{BLANK}\n]*+")
_ASCII = re.compile(r"[\x20-\x7e]")
_WIDE = re.compile(f"[{HAN}]|[^\\x00-\\x7f]")

#: In characters: the narrowest column seen on a newspaper page, and the widest.
MIN_COLUMN, MAX_COLUMN = 8, 60
#: A wrapped line may fall short of its neighbour by the punctuation and the numbers that
#: must not be split, and by the step from one column width to the next (20 to 27 on a page).
MIN_SHARE_OF_NEIGHBOUR = 0.7


@dataclass(frozen=True, slots=True)
class Wrap:
    """A hard line wrap: ``[start, end)`` is to be replaced by ``joint`` (empty or a space)."""

    start: int
    end: int
    joint: str


def find_wraps(text: str) -> Iterator[Wrap]:
    """Yield the hard wraps of a text, in order.

    Args:
        text: Copy whose line breaks are line feeds.
    """
    breaks = list(_BREAK.finditer(text))
    starts = [0, *(match.end() for match in breaks)]
    ends = [*(match.start() for match in breaks), len(text)]
    lines = [text[start:end].rstrip(BLANK) for start, end in zip(starts, ends, strict=True)]
    for index, match in enumerate(breaks):
        before, after = lines[index], lines[index + 1]
        if is_wrapped(before, after, lines[index - 1] if index else ""):
            line_end = starts[index] + len(before)
            yield Wrap(line_end, match.end(), joint(before, after))


def is_wrapped(line: str, following: str, previous: str = "") -> bool:
    """Whether the break between two lines is a hard wrap.

    Args:
        line: The line before the break, without trailing blanks.
        following: The line after it.
        previous: The line before ``line``, for the column's width; empty for none.
    """
    if not line or not following or line[-1] in _CLOSING or _OPENING.match(following):
        return False
    if line[-1] in ALL_MARKS or following[0] in ALL_MARKS:
        return False
    return _is_full(line, previous, following)


def line_width(line: str) -> float:
    """Return the width in Han characters; an ASCII character counts as half."""
    return len(line) - 0.5 * len(_ASCII.findall(line))


def joint(line: str, following: str) -> str:
    """Return the separator for joining two lines: a space between Latin words, else empty."""
    left, right = line[-1], following[0]
    return "" if _WIDE.match(left) or _WIDE.match(right) or left == "-" else " "


def _is_full(line: str, previous: str, following: str) -> bool:
    """Whether the line fills a column of its neighbours' width."""
    width = line_width(line)
    if not MIN_COLUMN <= width <= MAX_COLUMN:
        return False
    neighbours = [line_width(neighbour) for neighbour in (previous, following)]
    return width >= MIN_SHARE_OF_NEIGHBOUR * max(neighbours)
