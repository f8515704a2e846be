"""Segmentation of a PDF page into articles: lines, blocks, roles, text flow between columns."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from gaoqian.pages.article import Box, PageArticle
from gaoqian.pages.bylines import find_byline, strip_byline
from gaoqian.pages.joining import BodyLine, join_body, join_headline
from gaoqian.pages.pdf.blocks import (
    Block,
    body_size,
    find_blocks,
    find_pictures,
    find_rules,
    in_one_column,
    is_ruled_off,
    shared,
)
from gaoqian.pages.pdf.flow import Flow, find_flows
from gaoqian.pages.pdf.lines import Line, bounds, find_lines
from gaoqian.pages.pdf.neighbourhood import Piece, Surroundings
from gaoqian.pages.pdf.roles import Roles, assign_roles, begins_article, is_byline
from gaoqian.pages.pdf.sheet import Sheet
from gaoqian.segment import Segmenter

#: In em: maximum gap within a column, subheads included.
_PIECE_GAP = 1.9
#: In em: range of an indent, which is usually two.
_INDENT, _WIDEST_INDENT = 1.2, 3.2
#: Minimum share of indented lines on a page that indents its paragraphs.
_INDENTED = 0.03
#: In em: a line that ends so far before its column's edge is a paragraph's last.
_SHORT = 1.6
#: In points: added to the distance of a picture or byline from text beside it, and from text
#: behind a rule.
_BESIDE, _RULED = 30.0, 1000.0
#: Logistic calibration of confidence: the margin of 0.5, and the scale.
_EVEN_MARGIN, _MARGIN_SCALE = 0.0, 1.2

_SENTENCE_ENDS = "。！？；：”』」）)…!?"


@dataclass(slots=True)
class PdfDraft:
    """Draft of an article of a PDF page, its text not yet joined.

    Attributes:
        flow: Headline and columns.
        captions: Captions of its pictures.
        bylines: Bylines in blocks of their own.
        page: Number of its page, from 1.
        body: Font size of the page's body text, in points.
        indents: Whether the page indents its paragraphs.
        single: Whether it is the page's only article, in one column.
        more: Its continuations on later pages.
    """

    flow: Flow
    captions: list[Block]
    bylines: list[Block]
    page: int
    body: float
    indents: bool
    single: bool
    more: list["PdfDraft"] = field(default_factory=list)


def cut_sheet(sheet: Sheet) -> list[PdfDraft]:
    """Return the drafts of a page's articles in reading order."""
    body = body_size(sheet.glyphs)
    if not body:
        return []
    pictures = find_pictures(sheet)
    rules = find_rules(sheet, pictures)
    blocks = find_blocks(find_lines(sheet.glyphs, body), rules, body)
    roles = assign_roles(blocks, pictures, rules, body, sheet.height)
    indents = _has_indents(roles.bodies, body)
    pieces = _pieces(roles, rules, body, indents=indents)
    fillers = [*pictures, *(b.box for b, _ in roles.captions), *(b.box for b in roles.bylines)]
    bare = [box for box in pictures if all(box != picture for _, picture in roles.captions)]
    flows = find_flows(roles.heads, pieces, Surroundings(rules, bare, fillers, body))
    single = len(flows) == 1 and len(flows[0].pieces) == 1
    drafts = [PdfDraft(flow, [], [], sheet.number, body, indents, single) for flow in flows]
    for caption, picture in roles.captions:
        if near := _nearest(drafts, bounds([caption.box, picture]), rules):
            near.captions.append(caption)
    for byline in roles.bylines:
        if near := _nearest(drafts, byline.box, rules):
            near.bylines.append(byline)
    return sorted(drafts, key=lambda draft: (_region(draft).top, _region(draft).left))


def _region(draft: PdfDraft) -> Box:
    head = [draft.flow.head.box] if draft.flow.head else []
    return bounds([*head, *(piece.box for piece in draft.flow.pieces)])


def _nearest(drafts: Sequence[PdfDraft], box: Box, rules: Sequence[Box]) -> PdfDraft | None:
    """Return the article nearest to a picture or a byline."""

    def distance(draft: PdfDraft) -> float:
        parts = [piece.box for piece in draft.flow.pieces]
        if draft.flow.head:
            parts.append(draft.flow.head.box)
        best = math.inf
        for part in parts:
            across = max(part.left - box.right, box.left - part.right, 0.0)
            down = max(part.top - box.bottom, box.top - part.bottom, 0.0)
            upper, lower = (part, box) if part.top < box.top else (box, part)
            ruled = down > 0 and shared(part, box) > 0 and is_ruled_off(upper, lower, rules)
            beside = 0.0 if shared(part, box) > 0.5 else _BESIDE
            best = min(best, math.hypot(across, down) + beside + (_RULED if ruled else 0.0))
        return best

    return min(drafts, key=distance, default=None)


def _has_indents(bodies: Sequence[Block], body: float) -> bool:
    lines = [(line, block) for block in bodies for line in block.lines]
    indented = sum(_is_indented(line, block.box.left, body) for line, block in lines)
    return indented >= max(1, _INDENTED * len(lines))


def _is_indented(line: Line, left: float, body: float) -> bool:
    blanks = len(line.text) - len(line.text.lstrip())
    return blanks > 0 or _INDENT <= (line.box.left - left) / body <= _WIDEST_INDENT


def _pieces(roles: Roles, rules: Sequence[Box], body: float, *, indents: bool) -> list[Piece]:
    stacks: list[list[Block]] = []
    for block in sorted(roles.bodies, key=lambda block: block.box.top):
        above = [
            stack
            for stack in stacks
            if _share_column(bounds(b.box for b in stack), block.box, body)
            and -0.3 * body <= block.box.top - stack[-1].box.bottom <= _PIECE_GAP * body
            and not is_ruled_off(stack[-1].box, block.box, rules)
            and _alike(stack, block, body)
        ]
        if above:
            max(above, key=lambda stack: stack[-1].box.bottom).append(block)
        else:
            stacks.append([block])
    pieces = [_piece(stack, body, indents=indents) for stack in stacks]
    return [replace(p, signed=p.signed or _is_signed(p.box, roles.bylines, body)) for p in pieces]


def _is_signed(box: Box, bylines: Sequence[Block], body: float) -> bool:
    """Whether a byline is directly below a column and flush right, as at the end of a text."""
    return any(
        -0.3 * body <= byline.box.top - box.bottom <= _PIECE_GAP * body
        and byline.box.left >= box.left - body
        and abs(byline.box.right - box.right) <= _SHORT * body
        for byline in bylines
    )


def _share_column(upper: Box, lower: Box, body: float) -> bool:
    """Whether two boxes are in one column; a subhead may be centred in it."""
    return shared(upper, lower) > 0.8 or in_one_column(upper, lower, body)


def _alike(stack: Sequence[Block], block: Block, body: float) -> bool:
    """Whether two blocks may be text of one column: same size and font, or a subhead."""
    other = stack[-1]
    same = abs(other.size - block.size) <= 0.04 * body and other.font == block.font
    subhead = any(
        len(b.lines) <= 2 and (b.size != o.size or b.font != o.font)
        for b, o in ((block, other), (other, block))
    )
    return same or subhead


def _piece(stack: Sequence[Block], body: float, *, indents: bool) -> Piece:
    box = bounds(block.box for block in stack)
    main = max(stack, key=lambda block: len(block.lines))
    first, last = stack[0].lines[0], stack[-1].lines[-1]
    opens = None
    if indents:
        opens = _is_indented(first, box.left, body)
    full = box.right - last.box.right < _SHORT * body
    closes: bool | None = None
    if last.text.rstrip()[-1:] in _SENTENCE_ENDS:
        closes = None if full else True
    elif full or len(main.lines) > 1:
        closes = False
    return Piece(
        tuple(stack),
        box,
        main.size,
        main.font,
        opens,
        closes,
        begins=begins_article("".join(line.text for line in stack[0].lines[:3])),
        signed=is_byline(last.text),
    )


def join_pages(pages: Iterator[list[PdfDraft]]) -> Iterator[PdfDraft]:
    """Yield drafts; a page's only article, in one column, continues on the next such page."""
    open_draft: PdfDraft | None = None
    for drafts in pages:
        rest = drafts
        if open_draft:
            if len(drafts) == 1 and drafts[0].single and drafts[0].flow.head is None:
                open_draft.more.append(drafts[0])
                continue
            yield open_draft
            open_draft = None
        if len(rest) == 1 and rest[0].single:
            open_draft = rest[0]
        else:
            yield from rest
    if open_draft:
        yield open_draft


def build_article(draft: PdfDraft, segmenter: Segmenter) -> PageArticle:
    """Return the article of a draft, its text joined."""
    parts = [draft, *draft.more]
    lines = [line for part in parts for line in _body_lines(part)]
    bylines = [block.text for part in parts for block in part.bylines]
    while len(lines) > 1 and is_byline(lines[0].text):
        bylines.append(lines.pop(0).text)
    while len(lines) > 1 and is_byline(lines[-1].text):
        bylines.append(lines.pop().text)
    body = join_body(lines)
    head = draft.flow.head
    margin = min(part.flow.margin for part in parts)
    return PageArticle(
        headline=join_headline(head.lines, segmenter, body) if head else "",
        body=body,
        byline=next(filter(None, map(strip_byline, bylines)), "") or find_byline(body),
        captions=tuple(
            join_body([BodyLine(line.text, opens_paragraph=False) for line in block.lines])
            for part in parts
            for block in part.captions
        ),
        page=draft.page,
        boxes=tuple(piece.box for piece in draft.flow.pieces),
        confidence=1 / (1 + math.exp(-(margin - _EVEN_MARGIN) / _MARGIN_SCALE)),
    )


def _body_lines(draft: PdfDraft) -> Iterator[BodyLine]:
    for piece in draft.flow.pieces:
        after_subhead = False
        for block in piece.blocks:
            subhead = block.size != piece.size or block.font != piece.font
            for number, line in enumerate(block.lines):
                opens: bool | None = None
                if subhead:
                    opens = number == 0
                elif after_subhead and number == 0:
                    opens = True
                elif draft.indents:
                    opens = _is_indented(line, piece.box.left, draft.body)
                yield BodyLine(line.text.strip(), opens)
            after_subhead = subhead
