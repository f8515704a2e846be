"""Log odds of links between headlines and columns, and between columns, of a PDF page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.blocks import shared
from gaoqian.pages.pdf.neighbourhood import Neighbourhood, Piece, Surroundings
from gaoqian.pages.pdf.roles import Head

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Table = NDArray[np.float64]

#: Log odds, set so that no single cue outweighs two others, except continuing text.
#: A headline above its text; rarer, below it or beside it.
ABOVE, BELOW, BESIDE = 6.0, 4.5, 3.0
_PLACES = {"above": ABOVE, "below": BELOW, "beside": BESIDE}
#: A headline linked to another than the leftmost of its columns.
NOT_FIRST = -4.0
#: A headline beside its text, with other text directly above or below it.
TEXT_NEAR = -4.0
#: A column without headline; below a picture that is more common.
NO_HEADLINE, NO_HEADLINE_BARE = -3.0, -1.0
#: Neighbouring columns; tops aligned; bottoms aligned; same width.
NEXT_COLUMN, SAME_TOP, SAME_BOTTOM, SAME_WIDTH = 1.0, 1.5, 0.5, 1.0
OTHER_TOP = -3.0
#: Other font size, font or width: an article has one of each.
OTHER_SIZE, OTHER_FONT, OTHER_WIDTH = -6.0, -4.0, -2.0
#: Continuation in the same column below a picture, or below a gap.
BELOW_PICTURE, BELOW_WHITE = 2.0, -1.0
#: Only one of the two is below a picture without caption, whose text it may be.
OTHER_PICTURE = -4.0
#: Both under one headline.
ONE_HEADLINE = 2.5
#: A rule between two columns, or a headline and a column.
RULE = -6.0
#: The end of one column and the start of the other continue one sentence, or do not.
RUNS_ON, BROKEN = 4.0, -5.0
#: A byline after a column, or a lead or editor's note before one: an article boundary.
ARTICLE_ENDS = -6.0
#: A column that begins with an indented paragraph may begin an article; mid-sentence it may not.
OPENS, CONTINUES = 0.5, -5.0
#: Per em of gap between a headline and its text.
PER_EM = -0.8
#: Impossible.
NEVER = -1e3


class LinkOdds:
    """The log odds of all links of a page.

    Args:
        heads: The headlines.
        pieces: The columns.
        around: Rules, pictures and other separators.
    """

    def __init__(
        self, heads: Sequence[Head], pieces: Sequence[Piece], around: Surroundings
    ) -> None:
        self._heads = heads
        self._pieces = pieces
        self._around = around
        self._space = Neighbourhood(heads, pieces, around)
        self._columns = self._touched()

    def table(self) -> "Table":
        """Return the log odds of each column's predecessor.

        Returns:
            Shape ``(pieces, heads + 2 * pieces)``: a row per piece; its possible predecessors are
            the headlines, then the pieces, then none (one column per piece).
        """
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
            bare = self._space.bare_picture(piece.box)
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
            score = value + PER_EM * self._space.distance(box, piece, place)
            if place == "beside" and self._space.has_text_near(self._heads[head].box):
                score += TEXT_NEAR
            score += 0.0 if row == first else NOT_FIRST
            best = max(best, score)
        return best

    def _touched(self) -> list[dict[str, list[int]]]:
        """Return, for each headline and each relative position, the pieces that it may head.

        They include columns aligned with those that it touches, up to a rule or a column that
        another headline touches.
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
            return [row for row, box in enumerate(boxes) if self._space.is_beside(head, box)]
        seeds = []
        for row, box in enumerate(boxes):
            upper, lower = (head.box, box) if place == "above" else (box, head.box)
            if shared(head.box, box) > 0.3 and self._space.sees(upper, lower):
                seeds.append(row)
        return seeds

    def _with_neighbours(self, rows: list[int], place: str, taken: set[int]) -> list[int]:
        found = list(rows)
        for row in found:
            for other, piece in enumerate(self._pieces):
                if (
                    other in found
                    or other in taken
                    or not self._space.neighbours(self._pieces[row].box, piece.box)
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

    def _goes_on(self, one: Piece, other: Piece, one_row: int, other_row: int) -> float:
        score = self._place(one, other)
        if score <= NEVER:
            return NEVER
        body = self._around.body
        if abs(one.size - other.size) > 0.04 * body:
            score += OTHER_SIZE
        if one.font != other.font:
            score += OTHER_FONT
        if self._space.bare_picture(one.box) != self._space.bare_picture(other.box):
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
            if not self._space.sees(a, b):
                return NEVER
            return self._below(a, b) + width + PER_EM * self._space.distance(a, b, "above")
        if b.left < a.right - 1 or b.top > a.bottom:
            return NEVER
        gap = b.left - a.right
        if gap > 3.5 * body:
            return NEVER
        score = NEXT_COLUMN + width
        mine, yours = self._space.edges(a), self._space.edges(b)
        same_top = any(abs(x - y) <= 1.5 * body for x in mine[0] for y in yours[0])
        same_bottom = any(abs(x - y) <= 1.5 * body for x in mine[1] for y in yours[1])
        score += SAME_TOP if same_top else OTHER_TOP
        score += SAME_BOTTOM if same_bottom else -SAME_BOTTOM
        return score + (RULE if self._space.rule_between(a, b) else 0.0)

    def _below(self, upper: Box, lower: Box) -> float:
        between = any(
            filler.top >= upper.bottom - 2
            and filler.bottom <= lower.top + 2
            and shared(filler, lower) > 0.3
            for filler in self._around.fillers
        )
        return BELOW_PICTURE if between else BELOW_WHITE


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
