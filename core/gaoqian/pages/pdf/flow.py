"""Which headline opens which column, and which column goes on in which.

Each piece of body text has one predecessor: a headline, another piece, or nothing. Each
headline opens one piece, and each piece goes on in one. Evidence for a pair adds up to log
odds, and the assignment with the greatest sum is the page's cut: one decision for the page, in
which a headline that fits two columns goes where it is missed most.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.blocks import Block, is_ruled_off, shared
from gaoqian.pages.pdf.roles import Head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    _Table = NDArray[np.float64]

#: Log odds, set so that no single sign outweighs two others; text that runs on is the exception.
#: A headline above its text is the rule, below or beside it the exception.
ABOVE, BELOW, BESIDE = 6.0, 4.5, 3.0
_PLACES = {"above": ABOVE, "below": BELOW, "beside": BESIDE}
#: A headline's text begins at the leftmost of its columns.
NOT_FIRST = -4.0
#: A headline beside its text has white above and below it, not the text of another piece.
TEXT_NEAR = -4.0
#: Few pieces have no headline, those under a picture aside.
NO_HEADLINE, NO_HEADLINE_BARE = -3.0, -1.0
#: Neighbouring columns, tops in a line, bottoms in a line, of one width.
NEXT_COLUMN, SAME_TOP, SAME_BOTTOM, SAME_WIDTH = 1.0, 1.5, 0.5, 1.0
OTHER_TOP = -3.0
#: Of unlike type: one article is set in one size and one font.
OTHER_SIZE, OTHER_FONT, OTHER_WIDTH = -6.0, -4.0, -2.0
#: The same column below a picture, or below white alone.
BELOW_PICTURE, BELOW_WHITE = 2.0, -1.0
#: One of the two stands under a picture that has no caption, whose text it may be.
OTHER_PICTURE = -4.0
#: Under one headline.
ONE_HEADLINE = 2.5
#: A rule between two columns, or a headline and a column.
RULE = -6.0
#: A sentence that the end of one column breaks off and the start of another takes up, or not.
RUNS_ON, BROKEN = 4.0, -5.0
#: A byline behind a text, and a lead or an editor's note before one, are where articles meet.
ARTICLE_ENDS = -6.0
#: A paragraph that begins with an indent may open an article; a line in mid-sentence may not.
OPENS, CONTINUES = 0.5, -5.0
#: Log odds that an em of white between a headline and its text costs.
PER_EM = -0.8
#: Impossible.
NEVER = -1e3

_SENTENCE_ENDS = "。！？；：”』」）)…!?"


@dataclass(frozen=True, slots=True)
class Piece:
    """A column of body text that nothing cuts.

    Attributes:
        blocks: Text and subheads, from the top.
        box: Around them.
        opens: Whether its first line begins a paragraph; None where the page has no indents.
        closes: Whether its last line ends one; None where that cannot be told.
        begins: Whether its words are those that open an article: a lead or an editor's note.
        signed: Whether a byline ends it.
    """

    blocks: tuple[Block, ...]
    box: Box
    size: float
    font: str
    opens: bool | None
    closes: bool | None
    begins: bool
    signed: bool


@dataclass(frozen=True, slots=True)
class Flow:
    """The pieces of one article, in reading order, with its headline.

    Attributes:
        head: None where there is none.
        pieces: At least one.
        margin: Log odds by which this cut is better than the best without one of its joints.
    """

    head: Head | None
    pieces: tuple[Piece, ...]
    margin: float


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What stands between columns.

    Attributes:
        rules: Thin lines.
        pictures: Without those that have a caption.
        fillers: All pictures, captions and bylines, which text goes around.
        body: The size of body text in points.
    """

    rules: Sequence[Box]
    pictures: Sequence[Box]
    fillers: Sequence[Box]
    body: float


def find_flows(heads: Sequence[Head], pieces: Sequence[Piece], around: Surroundings) -> list[Flow]:
    """Return the articles of a page, from its upper left; every piece is in one of them."""
    if not pieces:
        return []
    table = _Evidence(heads, pieces, around).table()
    chosen = _solve(table)
    total = _value(table, chosen)
    margins = []
    for row, column in enumerate(chosen):
        other = table.copy()
        other[row, column] = NEVER
        margins.append(total - _value(other, _solve(other)))
    return _chains(heads, pieces, chosen, margins)


def _solve(table: "_Table") -> list[int]:
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(table, maximize=True)
    del rows  # there are more columns than rows, so each row has one, in order
    return [int(column) for column in columns]


def _value(table: "_Table", chosen: Sequence[int]) -> float:
    return float(sum(table[row, column] for row, column in enumerate(chosen)))


def _chains(
    heads: Sequence[Head],
    pieces: Sequence[Piece],
    chosen: Sequence[int],
    margins: Sequence[float],
) -> list[Flow]:
    starts = [row for row, column in enumerate(chosen) if not _is_piece(column, heads, pieces)]
    following = {
        column - len(heads): row
        for row, column in enumerate(chosen)
        if _is_piece(column, heads, pieces)
    }
    flows = []
    for start in starts:
        rows = [start]
        while rows[-1] in following:
            rows.append(following.pop(rows[-1]))
        column = chosen[start]
        head = heads[column] if column < len(heads) else None
        margin = min(margins[row] for row in rows)
        flows.append(Flow(head, tuple(pieces[row] for row in rows), margin))
    return flows


def _is_piece(column: int, heads: Sequence[Head], pieces: Sequence[Piece]) -> bool:
    return len(heads) <= column < len(heads) + len(pieces)


class _Evidence:
    """The log odds of all pairs of a page."""

    def __init__(
        self, heads: Sequence[Head], pieces: Sequence[Piece], around: Surroundings
    ) -> None:
        self._heads = heads
        self._pieces = pieces
        self._around = around
        self._columns = self._touched()

    def table(self) -> "_Table":
        """Return a row a piece; a column a headline, a column a piece, and a column a row."""
        import numpy as np

        count = len(self._pieces)
        table = np.full((count, len(self._heads) + 2 * count), NEVER)
        for row, piece in enumerate(self._pieces):
            opening = CONTINUES if piece.opens is False else OPENS if piece.opens else 0.0
            for column in range(len(self._heads)):
                table[row, column] = self._opens(column, row) + opening
            for column, other in enumerate(self._pieces):
                if column != row:
                    table[row, len(self._heads) + column] = self._goes_on(other, piece, column, row)
            bare = self._bare_picture(piece.box)
            table[row, len(self._heads) + count + row] = opening + (
                NO_HEADLINE_BARE if bare else NO_HEADLINE
            )
        return table

    def _opens(self, head: int, row: int) -> float:
        best = NEVER
        box, piece = self._heads[head].box, self._pieces[row].box
        for place, value in _PLACES.items():
            rows = self._columns[head][place]
            if row not in rows:
                continue
            first = min(rows, key=lambda r: (self._pieces[r].box.left, self._pieces[r].box.top))
            score = value + PER_EM * self._distance(box, piece, place)
            if place == "beside" and self._has_text_near(head):
                score += TEXT_NEAR
            score += 0.0 if row == first else NOT_FIRST
            best = max(best, score)
        return best

    def _has_text_near(self, head: int) -> bool:
        """Whether text stands right above or below a headline."""
        box = self._heads[head].box
        near = 6.0 * self._around.body
        return any(
            shared(piece.box, box) > 0.3
            and (0 <= piece.box.top - box.bottom <= near or 0 <= box.top - piece.box.bottom <= near)
            for piece in self._pieces
        )

    def _distance(self, box: Box, piece: Box, place: str) -> float:
        """White between headline and column in em, what fills it aside."""
        if place == "beside":
            gap = max(piece.left - box.right, box.left - piece.right)
            return max(0.0, gap / self._around.body - 2) if gap < 8 * self._around.body else 0.0
        upper, lower = (box, piece) if place == "above" else (piece, box)
        gap = lower.top - upper.bottom
        for filler in self._around.fillers:
            between = filler.top >= upper.bottom - 2 and filler.bottom <= lower.top + 2
            if between and shared(filler, piece) > 0.3:
                gap -= filler.bottom - filler.top
        return max(0.0, gap / self._around.body - 0.5)

    def _touched(self) -> list[dict[str, list[int]]]:
        """Return for each headline the pieces that may be its, for each place it may have.

        Columns in a line with those that it touches are among them, up to a rule or a column
        that another headline touches.
        """
        seeds = [{place: self._seeds(head, place) for place in _PLACES} for head in self._heads]
        columns = []
        for number, own in enumerate(seeds):
            others = [places for other, places in enumerate(seeds) if other != number]
            columns.append(
                {
                    place: rows
                    if place == "beside"
                    else self._with_neighbours(rows, place, {r for o in others for r in o[place]})
                    for place, rows in own.items()
                }
            )
        return columns

    def _seeds(self, head: Head, place: str) -> list[int]:
        boxes = [piece.box for piece in self._pieces]
        if place == "beside":
            return [row for row, box in enumerate(boxes) if self._is_beside(head, box)]
        seeds = []
        for row, box in enumerate(boxes):
            upper, lower = (head.box, box) if place == "above" else (box, head.box)
            if shared(head.box, box) > 0.3 and self._sees(upper, lower):
                seeds.append(row)
        return seeds

    def _sees(self, upper: Box, lower: Box) -> bool:
        body = self._around.body
        if lower.top < upper.bottom - body or is_ruled_off(upper, lower, self._around.rules):
            return False
        blockers = [p.box for p in self._pieces] + [h.box for h in self._heads]
        middle = (upper.bottom + lower.top) / 2
        return (
            not any(
                other not in (upper, lower)
                and shared(other, lower) > 0.3
                and shared(other, upper) > 0.1
                and other.top < lower.top - 1
                and other.bottom > upper.bottom + 1
                and (other.top + other.bottom) / 2 > upper.bottom
                and (other.top + other.bottom) / 2 < lower.top
                for other in blockers
            )
            and middle >= 0
        )

    def _with_neighbours(self, rows: list[int], place: str, taken: set[int]) -> list[int]:
        found = list(rows)
        for row in found:
            for other, piece in enumerate(self._pieces):
                if (
                    other in found
                    or other in taken
                    or not self._neighbours(self._pieces[row].box, piece.box)
                ):
                    continue
                left, right = sorted((self._pieces[row], piece), key=lambda p: p.box.left)
                if right.begins or left.signed:
                    continue
                edge = "top" if place == "above" else "bottom"
                difference = getattr(piece.box, edge) - getattr(self._pieces[row].box, edge)
                if abs(difference) <= 1.5 * self._around.body:
                    found.append(other)
        return found

    def _neighbours(self, one: Box, other: Box) -> bool:
        """Whether two boxes are columns side by side with nothing but a gutter in between."""
        left, right = (one, other) if one.left <= other.left else (other, one)
        gap = right.left - left.right
        overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
        if overlap <= 0 or not -1 <= gap <= 3.5 * self._around.body:
            return False
        return not self._rule_between(left, right)

    def _rule_between(self, left: Box, right: Box) -> bool:
        top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
        return any(
            rule.bottom - rule.top > rule.right - rule.left
            and left.right - 1 <= rule.left <= right.left + 1
            and min(bottom, rule.bottom) - max(top, rule.top) > 0.5 * (bottom - top)
            for rule in self._around.rules
        )

    def _is_beside(self, head: Head, box: Box) -> bool:
        left, right = (head.box, box) if head.box.left < box.left else (box, head.box)
        top = self._edges(box)[0][1]  # a byline may stand above the text
        height = min(head.box.bottom, box.bottom) - max(head.box.top, top)
        shorter = min(head.box.bottom - head.box.top, box.bottom - top)
        if height < 0.6 * shorter or right.left < left.right - 1 or self._rule_between(left, right):
            return False
        between = [h.box for h in self._heads if h is not head]
        if any(
            other.left >= left.right - 1
            and other.right <= right.left + 1
            and min(other.bottom, box.bottom) - max(other.top, box.top) > 0
            for other in between
        ):
            return False
        return self._reaches(head.box, box)

    def _reaches(self, head: Box, box: Box) -> bool:
        """Whether columns, each near the next, lead from a headline to a box beside it."""
        body = self._around.body
        left, right = (head, box) if head.left < box.left else (box, head)
        edges = sorted(
            (p.box.left, p.box.right)
            for p in self._pieces
            if p.box.left >= left.right - 1
            and p.box.right <= right.left + 1
            and min(p.box.bottom, box.bottom) - max(p.box.top, box.top)
            > 0.5 * (box.bottom - box.top)
        )
        at = left.right
        for start, end in [*edges, (right.left, right.right)]:
            if start - at > 4 * body:
                return False
            at = max(at, end)
        return True

    def _goes_on(self, one: Piece, other: Piece, one_row: int, other_row: int) -> float:
        score = self._place(one, other)
        if score <= NEVER:
            return NEVER
        body = self._around.body
        if abs(one.size - other.size) > 0.04 * body:
            score += OTHER_SIZE
        if one.font != other.font:
            score += OTHER_FONT
        if self._bare_picture(one.box) != self._bare_picture(other.box):
            score += OTHER_PICTURE
        for places in self._columns:
            if any(one_row in rows and other_row in rows for rows in places.values()):
                score += ONE_HEADLINE
                break
        return score + _continuity(one, other)

    def _place(self, one: Piece, other: Piece) -> float:
        body = self._around.body
        a, b = one.box, other.box
        alike = abs((a.right - a.left) - (b.right - b.left)) <= 1.5 * body
        width = SAME_WIDTH if alike else OTHER_WIDTH
        if shared(a, b) > 0.8 and b.top >= a.bottom - 1:
            if not self._sees(a, b):
                return NEVER
            return self._below(a, b) + width + PER_EM * self._distance(a, b, "above")
        if b.left < a.right - 1 or b.top > a.bottom:
            return NEVER
        gap = b.left - a.right
        if gap > 3.5 * body:
            return NEVER
        score = NEXT_COLUMN + width
        mine, yours = self._edges(a), self._edges(b)
        same_top = any(abs(x - y) <= 1.5 * body for x in mine[0] for y in yours[0])
        same_bottom = any(abs(x - y) <= 1.5 * body for x in mine[1] for y in yours[1])
        score += SAME_TOP if same_top else OTHER_TOP
        score += SAME_BOTTOM if same_bottom else -SAME_BOTTOM
        return score + (RULE if self._rule_between(a, b) else 0.0)

    def _edges(self, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return where a column begins, without and with what fills it there; where it ends."""
        near = 2.0 * self._around.body
        top, bottom = box.top, box.bottom
        for filler in sorted(self._around.fillers, key=lambda filler: -filler.bottom):
            if shared(filler, box) > 0.8 and -near / 2 <= top - filler.bottom <= near:
                top = filler.top
        for filler in sorted(self._around.fillers, key=lambda filler: filler.top):
            if shared(filler, box) > 0.8 and -near / 2 <= filler.top - bottom <= near:
                bottom = filler.bottom
        return (box.top, top), (box.bottom, bottom)

    def _below(self, upper: Box, lower: Box) -> float:
        between = any(
            filler.top >= upper.bottom - 2
            and filler.bottom <= lower.top + 2
            and shared(filler, lower) > 0.3
            for filler in self._around.fillers
        )
        return BELOW_PICTURE if between else BELOW_WHITE

    def _bare_picture(self, box: Box) -> Box | None:
        """Return the picture right over a box, with no caption in between."""
        over = [
            picture
            for picture in self._around.pictures
            if shared(picture, box) > 0.8
            and abs(box.top - picture.bottom) <= 2.5 * self._around.body
        ]
        return over[0] if over else None


def _continuity(one: Piece, other: Piece) -> float:
    if other.begins or one.signed:
        return ARTICLE_ENDS
    if one.closes is False:
        return BROKEN if other.opens else RUNS_ON
    if one.closes and other.opens is False:
        return BROKEN
    if one.closes is None and other.opens is False:
        return RUNS_ON / 2
    return 0.0


def ends_sentence(text: str) -> bool:
    """Whether a line's last character may end a paragraph."""
    return text.rstrip()[-1:] in _SENTENCE_ENDS
