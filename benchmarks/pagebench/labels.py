"""Which part of a page each line of its extracted text is: what page cutting learns from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from pagebench.marks import Line
from pagebench.pages import ComposedPage
from pagebench.pieces import SetPiece
from pagebench.scoring import squeeze

Part = Literal["headline", "byline", "body", "subhead", "caption", "furniture"]


@dataclass(frozen=True, slots=True)
class LabelledLine:
    """A line of an extracted text.

    Attributes:
        text: As extracted.
        part: What it is.
        piece: Number of its piece on the page; -1 for furniture.
        column: Number of its column in its piece, from 0, in reading order.
        opens_paragraph: Whether it is the first line of a paragraph of a body.
    """

    text: str
    part: Part
    piece: int = -1
    column: int = 0
    opens_paragraph: bool = False


def label(text: str, page: ComposedPage) -> list[LabelledLine] | None:
    """Return an extracted text's lines with their parts.

    Returns:
        None where the text does not hold exactly the characters of the page in its order.
    """
    composed = [mark for mark in page.marks if isinstance(mark, Line)]
    if squeeze(text) != "".join(squeeze(line.text) for line in composed):
        return None
    known = {line: labelled for labelled, line in _known(page)}
    owners = [line for line in composed for _ in squeeze(line.text)]
    lines: list[LabelledLine] = []
    position = 0
    for raw in text.split("\n"):
        length = len(squeeze(raw))
        if length:
            owner = known.get(owners[position], LabelledLine("", "furniture"))
            lines.append(replace(owner, text=raw))
        position += length
    return lines


def _known(page: ComposedPage) -> Iterator[tuple[LabelledLine, Line]]:
    for number, piece in enumerate(page.pieces):
        for line in piece.headline:
            yield LabelledLine(line.text, "headline", number), line
        for line in piece.byline:
            yield LabelledLine(line.text, "byline", number), line
        for line in piece.captions:
            yield LabelledLine(line.text, "caption", number), line
        yield from _of_body(piece, number)


def _of_body(piece: SetPiece, number: int) -> Iterator[tuple[LabelledLine, Line]]:
    opens = True
    for column, lines in enumerate(piece.columns):
        for line in lines:
            part: Part = "subhead" if line.bold else "body"
            yield LabelledLine(line.text, part, number, column, opens and not line.bold), line
            opens = line.align == "left" or line.bold
