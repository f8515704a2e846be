"""Pages of text as other papers and other extractors would have given them.

The pages that are composed have no blank lines between paragraphs, columns of one width in each
article, and short subheads. What learns from them alone takes that for a law.
"""

import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from gaoqian.pages.joining import close_spaces
from pagebench.labels import LabelledLine
from pagebench.linebreaks import break_lines, width_of
from pagebench.scoring import squeeze

#: A clause that may stand as a subhead of one or two lines.
_CLAUSE = re.compile(r"[^。！？；：]{7,26}?(?=[，。！？；：]|$)")
_NUMBERS = "一二三四五六七八九"
_BLANKS = "\u3000\u3000"
#: In Han characters: the narrowest column.
_NARROWEST = 9


def disturb(lines: Sequence[LabelledLine], draw: random.Random) -> list[LabelledLine]:
    """Return a page that says much the same and looks different.

    Args:
        lines: A page's lines with their parts.
        draw: Of what is changed.
    """
    found = list(lines)
    if draw.random() < 0.15:
        found = _few_pieces(found, draw)
    if draw.random() < 0.5:
        found = list(_other_subheads(found, draw))
    if draw.random() < 0.4:
        found = list(_other_measures(found, draw))
    elif draw.random() < 0.1:
        found = list(_unwrapped(found))
    if draw.random() < 0.25:
        found = list(_indented(found))
    return list(_with_gaps(found, draw)) if draw.random() < 0.5 else found


def _few_pieces(lines: list[LabelledLine], draw: random.Random) -> list[LabelledLine]:
    """Keep one to three pieces: what somebody copied from a page."""
    pieces = list(dict.fromkeys(line.piece for line in lines if line.piece >= 0))
    first = draw.randrange(len(pieces))
    kept = set(pieces[first : first + draw.randint(1, 3)])
    if draw.random() < 0.5:
        kept.add(-1)
    return [line for line in lines if line.piece in kept]


def _other_subheads(lines: list[LabelledLine], draw: random.Random) -> Iterator[LabelledLine]:
    """Replace subheads by longer ones, numbered or quoted, over one line or two."""
    for (part, piece), group in groupby(lines, key=lambda line: (line.part, line.piece)):
        subhead = list(group)
        body = "".join(squeeze(line.text) for line in lines if line.piece == piece)
        clauses = _CLAUSE.findall(body)
        if part != "subhead" or not clauses or draw.random() < 0.4:
            yield from subhead
            continue
        clause = draw.choice(clauses).strip("，、“”（）《》")
        way = draw.random()
        if way < 0.2:
            clause = f"{draw.choice(_NUMBERS)}、{clause}"
        elif way < 0.5:
            clause = f"“{clause[:2]}”与“{clause[2:4]}”{clause[4:]}"
        measure = max(_NARROWEST, round(_measure(lines, piece)))
        for text in break_lines(clause, measure, 0.0):
            yield replace(subhead[0], text=text)


def _other_measures(lines: list[LabelledLine], draw: random.Random) -> Iterator[LabelledLine]:
    """Break some lines of some bodies anew, as beside a photo or in another column."""
    for (part, piece, _), group in groupby(
        lines, key=lambda line: (line.part, line.piece, line.column)
    ):
        run = list(group)
        if part != "body" or draw.random() < 0.6:
            yield from run
            continue
        start = draw.randrange(len(run))
        end = draw.choice((len(run), min(len(run), start + draw.randint(3, 20))))
        measure = _measure(lines, piece) + draw.choice((-8, -6, -4, -3, 3, 4, 6, 8))
        yield from run[:start]
        yield from _broken(run[start:end], max(_NARROWEST, round(measure)), draw)
        yield from run[end:]


def _broken(
    run: Sequence[LabelledLine], measure: int, draw: random.Random
) -> Iterator[LabelledLine]:
    indent = draw.choice((0.0, 2.0))
    paragraphs: list[list[LabelledLine]] = []
    for line in run:
        if line.opens_paragraph or not paragraphs:
            paragraphs.append([])
        paragraphs[-1].append(line)
    for paragraph in paragraphs:
        first = paragraph[0]
        blanks = _BLANKS if first.text.startswith(_BLANKS) else ""
        text = "".join(close_spaces(line.text) for line in paragraph)
        shift = indent if first.opens_paragraph else 0.0
        for number, broken in enumerate(break_lines(text, measure, shift)):
            opens = first.opens_paragraph and number == 0
            yield replace(first, text=blanks + broken if opens else broken, opens_paragraph=opens)


def _unwrapped(lines: list[LabelledLine]) -> Iterator[LabelledLine]:
    """Give each paragraph one line, as from a content management system."""
    paragraph: LabelledLine | None = None
    for line in lines:
        goes_on = line.part == "body" and not line.opens_paragraph
        if paragraph is not None and goes_on and line.piece == paragraph.piece:
            text = close_spaces(paragraph.text) + close_spaces(line.text)
            paragraph = replace(paragraph, text=text)
            continue
        if paragraph is not None:
            yield paragraph
        paragraph = line
    if paragraph is not None:
        yield paragraph


def _indented(lines: list[LabelledLine]) -> Iterator[LabelledLine]:
    for line in lines:
        opens = line.opens_paragraph and not line.text.startswith(_BLANKS)
        yield replace(line, text=_BLANKS + line.text) if opens else line


def _with_gaps(lines: list[LabelledLine], draw: random.Random) -> Iterator[LabelledLine]:
    """Put blank lines where a page has white: between paragraphs, around headlines, or both."""
    paragraphs, headings = draw.choice(((1.0, 1.0), (0.0, 1.0), (0.9, 0.2), (0.3, 0.3)))
    before: LabelledLine | None = None
    for line in lines:
        if before is not None:
            changes = (line.part, line.piece) != (before.part, before.piece)
            chance = headings if changes else paragraphs if line.opens_paragraph else 0.0
            if draw.random() < chance:
                yield LabelledLine("", "furniture")
        yield line
        before = line


def _measure(lines: Sequence[LabelledLine], piece: int) -> float:
    """Return the width of a piece's column in Han characters."""
    widths = sorted(
        width_of(close_spaces(line.text))
        for line in lines
        if line.piece == piece and line.part == "body"
    )
    return widths[len(widths) * 2 // 3] if widths else 16.0
