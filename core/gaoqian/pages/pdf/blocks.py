"""Blocks: consecutive lines of one font size in one column."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.lines import LARGE, Line, bounds
from gaoqian.pages.pdf.sheet import Glyph, Sheet

#: In em: a larger gap between two lines separates blocks. Body lines have 0.3 to 0.9.
_LEADING = 1.15
#: Relative difference of equal font sizes, by rounding.
_SAME_SIZE = 0.04
#: In em: an indent is two, justified letters and digits make it a little more.
_INDENT = 3.2
#: Minimum horizontal overlap of two lines of a headline, as a share of the narrower one, which
#: may be centred or flush right.
_OVERLAP = 0.5
#: Pictures that cover a larger share of the page are backgrounds.
_BACKGROUND = 0.6
#: An area with so many characters in it is a tint, not a picture.
_TINT_GLYPHS = 12


@dataclass(frozen=True, slots=True)
class Block:
    """Consecutive lines of one font size.

    Attributes:
        lines: The lines in reading order.
        box: Their bounding box.
    """

    lines: tuple[Line, ...]
    box: Box

    @property
    def size(self) -> float:
        """The size of its characters in points."""
        return self.lines[0].size

    @property
    def font(self) -> str:
        """The font of most lines."""
        return Counter(line.font for line in self.lines).most_common(1)[0][0]

    @property
    def vertical(self) -> bool:
        """Whether its lines run from top to bottom."""
        return self.lines[0].vertical

    @property
    def text(self) -> str:
        """Its text without line breaks."""
        return "".join(line.text for line in self.lines)


def body_size(glyphs: Sequence[Glyph]) -> float:
    """Return the most frequent font size of a page, in points; 0 for a page without text."""
    sizes = Counter(round(glyph.size * 4) for glyph in glyphs if not glyph.text.isspace())
    return sizes.most_common(1)[0][0] / 4 if sizes else 0.0


def find_pictures(sheet: Sheet) -> list[Box]:
    """Return images, drawings and filled boxes that are not behind text."""
    page = sheet.width * sheet.height
    centers = [(glyph.center, (glyph.top + glyph.bottom) / 2) for glyph in sheet.glyphs]

    def is_picture(box: Box) -> bool:
        if (box.right - box.left) * (box.bottom - box.top) > _BACKGROUND * page:
            return False
        inside = sum(box.left < x < box.right and box.top < y < box.bottom for x, y in centers)
        return inside < _TINT_GLYPHS

    return [box for box in (*sheet.pictures, *sheet.areas) if is_picture(box)]


def find_rules(sheet: Sheet, pictures: Sequence[Box]) -> list[Box]:
    """Return the page's rules, and the sides of tints, as separators."""
    rules = list(sheet.rules)
    for area in sheet.areas:
        if area not in pictures and area.bottom - area.top < _BACKGROUND * sheet.height:
            rules += [
                replace(area, right=area.left),
                replace(area, left=area.right),
                replace(area, bottom=area.top),
                replace(area, top=area.bottom),
            ]
    return rules


def find_blocks(lines: Sequence[Line], rules: Sequence[Box], body: float) -> list[Block]:
    """Return the blocks of a page, from its upper left.

    Args:
        lines: The lines, in any order.
        rules: Rules, which separate blocks.
        body: Font size of the page's body text, in points.
    """
    blocks = _stack([line for line in lines if not line.vertical], rules, body)
    blocks += _vertical_blocks([line for line in lines if line.vertical])
    return sorted(blocks, key=lambda block: (block.box.top, block.box.left))


def _stack(lines: list[Line], rules: Sequence[Box], body: float) -> list[Block]:
    stacks: list[list[Line]] = []
    active: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: (line.box.top, line.box.left)):
        active = [stack for stack in active if _reaches(stack[-1], line)]
        above = [stack for stack in active if _fits(stack, line, rules, body)]
        if above:
            max(above, key=lambda stack: stack[-1].box.bottom).append(line)
        else:
            stacks.append([line])
            active.append(stacks[-1])
    return [Block(tuple(stack), bounds(line.box for line in stack)) for stack in stacks]


def _reaches(upper: Line, line: Line) -> bool:
    return line.box.top - upper.box.bottom <= 4 * _LEADING * upper.size


def _fits(stack: list[Line], line: Line, rules: Sequence[Box], body: float) -> bool:
    upper = stack[-1]
    size = upper.size
    gap = line.box.top - upper.box.bottom
    if abs(line.size - size) > _SAME_SIZE * size or not -0.3 * size <= gap <= _LEADING * size:
        return False
    if is_ruled_off(upper.box, line.box, rules):
        return False
    if size >= LARGE * body:
        return shared(upper.box, line.box) >= _OVERLAP
    return in_one_column(bounds(one.box for one in stack), line.box, size)


def in_one_column(upper: Box, lower: Box, size: float) -> bool:
    """Whether text may continue from one box to the other, either of which may be indented.

    The last line of a paragraph may be no longer than the indent of the line below.
    """
    left = max(upper.left, lower.left) - _INDENT * size
    overlap = min(upper.right, lower.right) - left
    return abs(upper.left - lower.left) <= _INDENT * size and overlap > 0


def shared(one: Box, other: Box) -> float:
    """Return the horizontal overlap of two boxes as a share of the narrower width, 0 to 1."""
    width = min(one.right, other.right) - max(one.left, other.left)
    narrower = min(one.right - one.left, other.right - other.left)
    return max(0.0, width) / narrower if narrower > 0 else 0.0


def is_ruled_off(upper: Box, lower: Box, rules: Sequence[Box]) -> bool:
    """Whether a horizontal rule is between two boxes, one above the other."""
    left, right = max(upper.left, lower.left), min(upper.right, lower.right)
    top, bottom = min(upper.bottom, lower.top), max(upper.bottom, lower.top)
    return any(
        rule.right - rule.left > rule.bottom - rule.top
        and top - 1 <= rule.top <= bottom + 1
        and min(right, rule.right) - max(left, rule.left) > 0.5 * (right - left)
        for rule in rules
    )


def _vertical_blocks(lines: list[Line]) -> list[Block]:
    """Group adjacent vertical lines of one font size, in drawing order."""
    groups: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: line.start):
        for group in groups:
            if any(_stands_beside(line, other) for other in group):
                group.append(line)
                break
        else:
            groups.append([line])
    return [Block(tuple(group), bounds(line.box for line in group)) for group in groups]


def _stands_beside(one: Line, other: Line) -> bool:
    size = max(one.size, other.size)
    gap = max(one.box.left, other.box.left) - min(one.box.right, other.box.right)
    overlap = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return abs(one.size - other.size) <= _SAME_SIZE * size and gap <= 1.5 * size and overlap > 0


def split(block: Block, at: int) -> tuple[Block, Block]:
    """Split a block before line ``at`` into two."""
    parts = [block.lines[:at], block.lines[at:]]
    first, second = (replace(block, lines=part, box=bounds(x.box for x in part)) for part in parts)
    return first, second
