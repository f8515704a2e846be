"""What is on a page: the answer that a cutter is judged by."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class ExpectedPiece:
    """One piece of a page.

    Attributes:
        id: Of the authored article.
        headline: Kicker, headline and deck, in this order, clauses parted by a space; empty
            where the page shows none.
        byline: Without its mark; empty where it stands in the lead, or nowhere.
        paragraphs: The body in reading order, lead and subheads included, as far as it was set.
        captions: Below its pictures, without credits in brackets.
        headline_place: above, below, beside, vertical, none or picture (a photo with its text).
        shape: rectangle or L.
    """

    id: str
    headline: str
    byline: str
    paragraphs: tuple[str, ...]
    captions: tuple[str, ...]
    headline_place: str
    shape: str

    @property
    def body(self) -> str:
        """The paragraphs, parted by line feeds."""
        return "\n".join(self.paragraphs)


@dataclass(frozen=True, slots=True)
class ExpectedPage:
    """A page of the bench.

    Attributes:
        name: Of its files.
        columns: Of its grid.
        order: Of its content stream, one of `pagebench.habits.StreamOrder`.
        pieces: What is on it, from the top and from the left.
    """

    name: str
    columns: int
    order: str
    pieces: tuple[ExpectedPiece, ...]


def write_expected(page: ExpectedPage, path: Path) -> None:
    """Write a page's answer as JSON."""
    text = json.dumps(asdict(page), ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")


def read_expected(path: Path) -> ExpectedPage:
    """Read what `write_expected` wrote."""
    record: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    pieces = tuple(map(_piece, record.pop("pieces")))
    return ExpectedPage(**record, pieces=pieces)


def _piece(record: dict[str, Any]) -> ExpectedPiece:
    paragraphs, captions = record.pop("paragraphs"), record.pop("captions")
    return ExpectedPiece(**record, paragraphs=tuple(paragraphs), captions=tuple(captions))
