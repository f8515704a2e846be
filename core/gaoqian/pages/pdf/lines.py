"""Lines of a PDF page, assembled from glyphs by position, since drawing order is arbitrary.

Characters drawn consecutively on one baseline are a run. Runs of one character above each other
are a vertical line; other runs are joined along their baselines, up to a gutter.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.sheet import Glyph

#: In em, as all below: maximum difference of baselines within a line; neighbouring lines of a
#: column differ by more than one.
_BASELINE = 0.2
#: Maximum difference of font sizes within a line, which may mix fonts.
_SIZE = 0.2
#: Maximum gap within a line: justification adds up to half a character; gutters are about one or
#: wider.
_GAP = 0.75
#: Minimum (negative) gap: consecutive punctuation overlaps by half, and a little by rounding.
_TUCKED = -0.7
#: Punctuation that fills one half of its em box.
_CLOSING, _OPENING = frozenset("，。、；：！？”’）》〉」』】"), frozenset("“‘（《〈「『【")
#: Letter-spaced headlines have gaps up to this wide, all equal within `_ALIKE`.
_SPACED_GAP = 1.6
_ALIKE = 0.25
#: A gap that exceeds the line's median by so much separates two clauses.
_CLAUSE_GAP = 0.5
#: Maximum width of a vertical line: one character, a little more for an upright "15".
_VERTICAL_WIDTH = 1.3
_VERTICAL_PITCH = 2.0
_VERTICAL_RUNS = 3
#: Minimum size of headlines, kickers and decks, relative to body text.
LARGE = 1.25
#: Maximum distance to the line above or below.
_NEXT_LINE = 2.0
#: In points: row height of the index of baselines; adjacent rows are searched, too.
_ROW = 4.0


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    Attributes:
        text: Its text, clauses and Latin words separated by single spaces.
        box: Its bounding box.
        size: Median font size, in points.
        font: The most frequent font.
        vertical: Whether it runs from top to bottom.
        start: Position of its first character in drawing order.
    """

    text: str
    box: Box
    size: float
    font: str
    vertical: bool
    start: int


def find_lines(glyphs: Sequence[Glyph], body_size: float) -> list[Line]:
    """Return the lines of a page, in no particular order.

    Args:
        glyphs: The glyphs in drawing order.
        body_size: Font size of the page's body text, in points; only larger text may be vertical.
    """
    stacks = list(_stacks(_runs(glyphs, body_size), body_size))
    vertical = [stack for stack in stacks if len(stack) >= _VERTICAL_RUNS]
    others = (run for stack in stacks if len(stack) < _VERTICAL_RUNS for run in stack)
    return [_line(stack, vertical=True) for stack in vertical] + [
        _line([run], vertical=False) for run in _mend(_join(others, body_size))
    ]


def bounds(boxes: Iterable[Box]) -> Box:
    """Return the bounding box of one or more boxes."""
    every = list(boxes)
    return Box(
        min(box.left for box in every),
        min(box.top for box in every),
        max(box.right for box in every),
        max(box.bottom for box in every),
    )


_Run = list[Glyph]


def _runs(glyphs: Sequence[Glyph], body_size: float) -> Iterator[_Run]:
    """Split the characters where the next is not adjacent to the last; drop lone blanks."""
    run: _Run = []
    for glyph in glyphs:
        if run and not _goes_on(run, glyph, body_size):
            if trimmed := _trim(run):
                yield trimmed
            run = []
        run.append(glyph)
    if trimmed := _trim(run):
        yield trimmed


def _goes_on(run: _Run, glyph: Glyph, body_size: float) -> bool:
    last = run[-1]
    size = max(last.size, glyph.size)
    if glyph.left == last.left and _is_ligature(last, glyph):
        return True
    return (
        _on_one_line(last, glyph)
        and last.left < glyph.left
        and _TUCKED * size <= glyph.left - last.right <= _GAP * min(size, body_size)
    )


def _is_ligature(one: Glyph, other: Glyph) -> bool:
    """Whether one glyph represents two characters: a ligature, or a dash of double width."""
    alike = (one.right, one.baseline) == (other.right, other.baseline)
    return alike and (one.text != other.text or one.right - one.left >= 1.5 * one.size)


def _on_one_line(one: Glyph, other: Glyph) -> bool:
    size = max(one.size, other.size)
    return abs(one.baseline - other.baseline) <= _BASELINE * size and (
        abs(one.size - other.size) <= _SIZE * size
    )


def _trim(run: _Run) -> _Run:
    first = next((i for i, glyph in enumerate(run) if not glyph.text.isspace()), len(run))
    last = len(run)
    while last > first and run[last - 1].text.isspace():
        last -= 1
    return run[first:last]


def _stacks(runs: Iterable[_Run], body_size: float) -> Iterator[list[_Run]]:
    """Yield runs in drawing order, grouped where each is directly below the last."""
    stack: list[_Run] = []
    for run in runs:
        if stack and not (_may_stand(run, body_size) and _stands_under(stack[-1], run)):
            yield stack
            stack = []
        stack.append(run)
    if stack:
        yield stack


def _may_stand(run: _Run, body_size: float) -> bool:
    size = run[0].size
    return size >= LARGE * body_size and run[-1].right - run[0].left <= _VERTICAL_WIDTH * size


def _stands_under(upper: _Run, lower: _Run) -> bool:
    size = upper[0].size
    centers = [(run[0].left + run[-1].right) / 2 for run in (upper, lower)]
    step = lower[0].baseline - upper[0].baseline
    return (
        upper[-1].right - upper[0].left <= _VERTICAL_WIDTH * size
        and abs(centers[0] - centers[1]) <= _ALIKE * size
        and abs(size - lower[0].size) <= _SIZE * size
        and 0.5 * size <= step <= _VERTICAL_PITCH * size
    )


def _join(runs: Iterable[_Run], body_size: float) -> list[_Run]:
    """Join runs along their baselines, from left to right."""
    lines: list[_Run] = []
    open_lines: dict[int, list[_Run]] = {}
    for run in sorted(runs, key=lambda run: run[0].left):
        row = round(run[0].baseline / _ROW)
        near = [line for at in (row - 1, row, row + 1) for line in open_lines.get(at, ())]
        before = [line for line in near if _on_one_line(line[-1], run[0])]
        line = max(before, key=lambda line: line[-1].right, default=None)
        if line is not None and _belongs(line, run, body_size):
            line.extend(run)
        else:
            lines.append(run)
            open_lines.setdefault(row, []).append(run)
    return lines


def _mend(runs: list[_Run]) -> list[_Run]:
    """Join runs across stretched gaps: unlike a gutter, a gap is white in one line only."""
    ordered = sorted(runs, key=lambda run: run[0].index)
    mended: list[_Run] = []
    for run in ordered:
        if mended and _is_gap(mended[-1], run, ordered):
            mended[-1] = mended[-1] + run
        else:
            mended.append(run)
    return mended


def _is_gap(left: _Run, right: _Run, runs: Sequence[_Run]) -> bool:
    start, end = left[-1], right[0]
    size = max(start.size, end.size)
    drawn_next = 0 < end.index - start.index <= 2
    if not (drawn_next and _on_one_line(start, end) and 0 < end.left - start.right <= 3 * size):
        return False
    return any(
        0.5 * size < abs(run[0].baseline - start.baseline) <= _NEXT_LINE * size
        and abs(run[0].size - size) <= _SIZE * size
        and run[0].left < start.right
        and run[-1].right > end.left
        for run in runs
    )


def _belongs(line: _Run, run: _Run, body_size: float) -> bool:
    size = run[0].size
    gap = run[0].left - line[-1].right
    drawn_next = 0 < run[0].index - line[-1].index <= 2  # a blank may be in between
    if not drawn_next:
        gap = _inked(run[0]).left - _inked(line[-1]).right
    if gap <= _GAP * min(size, body_size):
        return gap >= _TUCKED * size
    if size < LARGE * body_size or gap > _SPACED_GAP * size or not drawn_next:
        return False
    one_wide = run[-1].right - run[0].left <= _VERTICAL_WIDTH * size
    gaps = [right.left - left.right for left, right in pairwise(line)]
    return one_wide and all(abs(gap - other) <= _ALIKE * size for other in gaps)


def _inked(glyph: Glyph) -> Glyph:
    """Return punctuation without the empty half of its em box."""
    if glyph.text in _CLOSING:
        return replace(glyph, right=min(glyph.right, glyph.left + 0.5 * glyph.size))
    if glyph.text in _OPENING:
        return replace(glyph, left=max(glyph.left, glyph.right - 0.5 * glyph.size))
    return glyph


def _line(runs: Sequence[_Run], *, vertical: bool) -> Line:
    glyphs = [glyph for run in runs for glyph in run]
    sizes = median(glyph.size for glyph in glyphs)
    fonts = Counter(glyph.font for glyph in glyphs)
    box = bounds(Box(g.left, g.top, g.right, g.bottom) for g in glyphs)
    text = "".join(g.text for g in glyphs) if vertical else _text(glyphs, sizes)
    return Line(text, box, sizes, fonts.most_common(1)[0][0], vertical, runs[0][0].index)


def _text(glyphs: Sequence[Glyph], size: float) -> str:
    gaps = [right.left - left.right for left, right in pairwise(glyphs)]
    usual = max(0.0, median(gaps)) if gaps else 0.0
    text = glyphs[0].text
    for gap, glyph in zip(gaps, glyphs[1:], strict=True):
        if gap > usual + _CLAUSE_GAP * size and not glyph.text.isspace():
            text += " "
        text += glyph.text
    return text
