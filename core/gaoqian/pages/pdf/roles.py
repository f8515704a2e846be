"""Roles of a PDF page's blocks, by font size, position and wording."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from gaoqian.pages.article import Box
from gaoqian.pages.bylines import strip_byline
from gaoqian.pages.pdf.blocks import Block, is_ruled_off, shared, split
from gaoqian.pages.pdf.lines import LARGE, bounds
from gaoqian.text.leads import find_leads

#: Share of the page's height at top and bottom that contains running heads and folios.
_MARGIN = 0.085
_FURNITURE = re.compile(
    r"第?\s*[A-Z]?\d{1,3}\s*版|\d{4}\s*年\s*\d{1,2}\s*月|星期[一二三四五六日天]|责任?编辑?[：:\s]|责编|"
    r"版式|校对[：:\s]|国内统一|投稿|新闻热线|[Ww]{3}\.|@"
)
_EDITOR = re.compile(r"(?:责任编辑|责编|本版编辑|版式设计|编辑)[：:\s]")
_CAPTION = re.compile(r"^(?:[▲△▼↑↓←→]\s*)?图[为：:]|^[上下左右]图|摄[）)]?$|供图[）)]?$")
_LEAD = re.compile(r"讯[（(\s]|讯$|电[（(\s]|电$")
_NOTES = ("编者按", "编者的话", "导语：", "核心提示")
#: In em: maximum distance of a caption from its picture.
_CAPTION_GAP = 2.0
#: Longer blocks below a picture are columns, not captions.
_CAPTION_LINES = 6
#: In em of the larger block: maximum gap between kicker, headline and deck.
_HEAD_GAP = 1.3
#: Maximum size of a subhead relative to body text, and its maximum number of lines.
_SUBHEAD = 1.36
_SUBHEAD_LINES = 2


@dataclass(slots=True)
class Head:
    """A headline with its kicker and deck.

    Attributes:
        blocks: From the top, or in drawing order if vertical.
        box: Their bounding box.
    """

    blocks: tuple[Block, ...]
    box: Box

    @property
    def vertical(self) -> bool:
        """Whether it is read from top to bottom."""
        return any(block.vertical for block in self.blocks)

    @property
    def lines(self) -> list[str]:
        """Its lines in reading order."""
        return [line.text for block in self.blocks for line in block.lines]


@dataclass(slots=True)
class Roles:
    """The blocks of a page by role.

    Attributes:
        heads: Headlines.
        bodies: Body text and subheads.
        captions: Captions, each with its picture.
        bylines: Bylines in blocks of their own.
    """

    heads: list[Head] = field(default_factory=list)
    bodies: list[Block] = field(default_factory=list)
    captions: list[tuple[Block, Box]] = field(default_factory=list)
    bylines: list[Block] = field(default_factory=list)


def is_byline(text: str) -> bool:
    """Whether a whole line is a byline."""
    words = " ".join(text.split())
    if _LEAD.search(words):
        return False  # it opens its paragraph
    return any(lead.text == words for lead in find_leads(text)) and bool(strip_byline(text))


def begins_article(text: str) -> bool:
    """Whether text begins with a lead, a dateline or an editor's note, as articles do."""
    opening = text.strip()
    leads = find_leads(opening)
    lead = bool(leads) and opening.startswith(leads[0].text[:4]) and leads[0].start == 0
    return (lead and bool(_LEAD.search(leads[0].text + " "))) or opening.startswith(_NOTES)


def assign_roles(
    blocks: Sequence[Block],
    pictures: Sequence[Box],
    rules: Sequence[Box],
    body: float,
    height: float,
) -> Roles:
    """Assign a role to each block of a page; furniture is dropped.

    Args:
        blocks: The page's blocks.
        pictures: Its pictures, without backgrounds.
        rules: Its rules.
        body: Font size of its body text, in points.
        height: Its height, in points.
    """
    roles = Roles()
    furniture = _furniture(blocks, height)
    large: list[Block] = []
    rest = [block for block in blocks if block not in furniture]
    for whole in rest:
        caption, block = _take_caption(whole, pictures, body)
        if caption:
            roles.captions.append(caption)
        if block is None:
            continue
        if block.vertical or (
            block.size >= LARGE * body and not _is_subhead(block, rest, body, rules)
        ):
            large.append(block)
        elif len(block.lines) == 1 and is_byline(block.text):
            roles.bylines.append(block)
        else:
            roles.bodies.append(block)
    _add_decks(roles, large, rules, body)
    roles.heads = _heads(large, rules)
    return roles


def _furniture(blocks: Sequence[Block], height: float) -> list[Block]:
    """Return running heads, folios and editors' lines, and blocks in a row with them."""
    sure = [
        block
        for block in blocks
        if len(block.lines) <= 2
        and len(block.text) < 80
        and (
            _EDITOR.match(block.text)
            or (_FURNITURE.search(block.text) and _in_margin(block, height))
        )
    ]
    beside = [
        block
        for block in blocks
        if len(block.lines) == 1
        and _in_margin(block, height)
        and any(
            block.box.top < mark.box.bottom + mark.size
            and mark.box.top < block.box.bottom + mark.size
            for mark in sure
            if _in_margin(mark, height)
        )
    ]
    return sure + beside


def _in_margin(block: Block, height: float) -> bool:
    return block.box.bottom < _MARGIN * height or block.box.top > (1 - _MARGIN) * height


def _take_caption(
    block: Block, pictures: Sequence[Box], body: float
) -> tuple[tuple[Block, Box] | None, Block | None]:
    """Return the caption that a block is or begins with, and the rest of the block."""
    for picture in pictures:
        gap = block.box.top - picture.bottom
        inside = block.box.left >= picture.left - body and block.box.right <= picture.right + body
        if not (-0.5 * body <= gap <= _CAPTION_GAP * body and inside) or block.size >= LARGE * body:
            continue
        smaller = block.size < 0.97 * body
        lines = len(block.lines)
        if lines <= _CAPTION_LINES and (smaller or _CAPTION.search(block.text)):
            return (block, picture), None
        for number, line in enumerate(block.lines[:_CAPTION_LINES], 1):
            if re.search(r"摄[）)]$|供图[）)]$", line.text) and number < lines:
                first, rest = split(block, number)
                return (first, picture), rest
    return None, block


def _is_subhead(block: Block, blocks: Sequence[Block], body: float, rules: Sequence[Box]) -> bool:
    """Whether a block of one or two lines is inside a column of body text."""
    if block.size > _SUBHEAD * body or len(block.lines) > _SUBHEAD_LINES:
        return False
    reach = 1.8 * body
    column = [b for b in blocks if b.size < LARGE * body and shared(b.box, block.box) > 0.9]
    above = any(0 <= block.box.top - b.box.bottom + 0.3 * body <= reach for b in column)
    below = any(0 <= b.box.top - block.box.bottom + 0.3 * body <= reach for b in column)
    ruled = any(is_ruled_off(b.box, block.box, rules) for b in column)
    return above and below and not ruled


def _add_decks(roles: Roles, large: list[Block], rules: Sequence[Box], body: float) -> None:
    """Move blocks next to a headline that are larger than body text to the headlines."""
    for block in list(roles.bodies):
        if len(block.lines) > 2 or block.size < 1.04 * body:
            continue
        if any(_stand_together(block, other, rules) for other in large if not other.vertical):
            roles.bodies.remove(block)
            large.append(block)


def _stand_together(one: Block, other: Block, rules: Sequence[Box]) -> bool:
    upper, lower = sorted((one, other), key=lambda block: block.box.top)
    gap = lower.box.top - upper.box.bottom
    size = max(one.size, other.size)
    if is_ruled_off(upper.box, lower.box, rules):
        return False
    return -0.3 * size <= gap <= _HEAD_GAP * size and shared(one.box, other.box) >= 0.5


def _heads(large: list[Block], rules: Sequence[Box]) -> list[Head]:
    groups: list[list[Block]] = []
    for block in sorted(large, key=lambda block: block.box.top):
        joined = [group for group in groups if any(_one_head(block, b, rules) for b in group)]
        merged = [block]
        for group in joined:
            groups.remove(group)
            merged = group + merged
        groups.append(merged)
    heads = []
    for group in groups:
        vertical = any(block.vertical for block in group)
        ordered = sorted(group, key=lambda b: b.lines[0].start if vertical else b.box.top)
        heads.append(Head(tuple(ordered), bounds(block.box for block in group)))
    return heads


def _one_head(one: Block, other: Block, rules: Sequence[Box]) -> bool:
    """Whether two blocks are parts of one headline: adjacent and of one direction."""
    if one.vertical != other.vertical:
        return False
    if not one.vertical:
        return _stand_together(one, other, rules)
    size = max(one.size, other.size)
    gap = max(one.box.left, other.box.left) - min(one.box.right, other.box.right)
    overlap = min(one.box.bottom, other.box.bottom) - max(one.box.top, other.box.top)
    return gap <= _HEAD_GAP * size and overlap > 0
