"""Spatial relations between headlines and columns of a PDF page."""

from collections.abc import Sequence
from dataclasses import dataclass

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.blocks import Block, is_ruled_off, shared
from gaoqian.pages.pdf.roles import Head


@dataclass(frozen=True, slots=True)
class Piece:
    """An uninterrupted column of body text.

    Attributes:
        blocks: Text and subheads, from the top.
        box: Their bounding box.
        size: Font size of its largest block of text, in points.
        font: Font of that block.
        opens: Whether its first line begins a paragraph; None on a page without indents.
        closes: Whether its last line ends a paragraph; None if unknown.
        begins: Whether it begins with a lead or an editor's note, as articles do.
        signed: Whether it ends with a byline.
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
class Surroundings:
    """The elements between the columns of a page.

    Attributes:
        rules: Rules.
        pictures: Pictures without caption.
        fillers: All pictures, captions and bylines, around which text flows.
        body: Font size of body text, in points.
    """

    rules: Sequence[Box]
    pictures: Sequence[Box]
    fillers: Sequence[Box]
    body: float


class Neighbourhood:
    """Spatial relations between the columns and headlines of a page.

    Args:
        heads: The headlines.
        pieces: The columns.
        around: The elements between them.
    """

    def __init__(
        self, heads: Sequence[Head], pieces: Sequence[Piece], around: Surroundings
    ) -> None:
        self._heads = heads
        self._pieces = pieces
        self._around = around

    def edges(self, box: Box) -> tuple[tuple[float, float], tuple[float, float]]:
        """Return the top and the bottom of a column, each without and with adjacent fillers."""
        near = 2.0 * self._around.body
        top, bottom = box.top, box.bottom
        for filler in sorted(self._around.fillers, key=lambda filler: -filler.bottom):
            if shared(filler, box) > 0.8 and -near / 2 <= top - filler.bottom <= near:
                top = filler.top
        for filler in sorted(self._around.fillers, key=lambda filler: filler.top):
            if shared(filler, box) > 0.8 and -near / 2 <= filler.top - bottom <= near:
                bottom = filler.bottom
        return (box.top, top), (box.bottom, bottom)

    def bare_picture(self, box: Box) -> Box | None:
        """Return the picture directly above a box, without caption between them; None for none."""
        over = [
            picture
            for picture in self._around.pictures
            if shared(picture, box) > 0.8
            and abs(box.top - picture.bottom) <= 2.5 * self._around.body
        ]
        return over[0] if over else None

    def sees(self, upper: Box, lower: Box) -> bool:
        """Whether no text, headline or rule is between two boxes, one above the other."""
        body = self._around.body
        if lower.top < upper.bottom - body or is_ruled_off(upper, lower, self._around.rules):
            return False
        blockers = [p.box for p in self._pieces] + [h.box for h in self._heads]
        return not any(
            other not in (upper, lower)
            and shared(other, lower) > 0.3
            and shared(other, upper) > 0.1
            and other.top < lower.top - 1
            and other.bottom > upper.bottom + 1
            and (other.top + other.bottom) / 2 > upper.bottom
            and (other.top + other.bottom) / 2 < lower.top
            for other in blockers
        )

    def neighbours(self, one: Box, other: Box) -> bool:
        """Whether two boxes are adjacent columns, separated by a gutter only."""
        left, right = (one, other) if one.left <= other.left else (other, one)
        gap = right.left - left.right
        overlap = min(one.bottom, other.bottom) - max(one.top, other.top)
        if overlap <= 0 or not -1 <= gap <= 3.5 * self._around.body:
            return False
        return not self.rule_between(left, right)

    def rule_between(self, left: Box, right: Box) -> bool:
        """Whether a vertical rule is between two boxes side by side."""
        top, bottom = max(left.top, right.top), min(left.bottom, right.bottom)
        return any(
            rule.bottom - rule.top > rule.right - rule.left
            and left.right - 1 <= rule.left <= right.left + 1
            and min(bottom, rule.bottom) - max(top, rule.top) > 0.5 * (bottom - top)
            for rule in self._around.rules
        )

    def is_beside(self, head: Head, box: Box) -> bool:
        """Whether a headline is to the left or right of a column, or of columns leading to it."""
        left, right = (head.box, box) if head.box.left < box.left else (box, head.box)
        top = self.edges(box)[0][1]  # a byline may stand above the text
        height = min(head.box.bottom, box.bottom) - max(head.box.top, top)
        shorter = min(head.box.bottom - head.box.top, box.bottom - top)
        if height < 0.6 * shorter or right.left < left.right - 1 or self.rule_between(left, right):
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
        """Whether adjacent columns lead from a headline to a box beside it."""
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

    def distance(self, box: Box, piece: Box, place: str) -> float:
        """Return the gap between headline and column in em, without fillers."""
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

    def has_text_near(self, box: Box) -> bool:
        """Whether text is directly above or below a headline."""
        near = 6.0 * self._around.body
        return any(
            shared(piece.box, box) > 0.3
            and (0 <= piece.box.top - box.bottom <= near or 0 <= box.top - piece.box.bottom <= near)
            for piece in self._pieces
        )
