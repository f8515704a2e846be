"""Text flow on a PDF page: which headline precedes which column, and which column the next.

Each column of body text (piece) has one predecessor: a headline, another column, or none. Each
headline and each column precedes at most one column. The assignment with the greatest sum of log
odds (`link_odds`) is the segmentation of the page, in one global decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from gaoqian.pages.pdf.link_odds import NEVER, LinkOdds
from gaoqian.pages.pdf.neighbourhood import Piece, Surroundings
from gaoqian.pages.pdf.roles import Head

if TYPE_CHECKING:
    from gaoqian.pages.pdf.link_odds import Table


@dataclass(frozen=True, slots=True)
class Flow:
    """The columns of one article, in reading order, with its headline.

    Attributes:
        head: The headline; None for none.
        pieces: The columns, at least one.
        margin: Difference in log odds to the best assignment without one of its links.
    """

    head: Head | None
    pieces: tuple[Piece, ...]
    margin: float


def find_flows(heads: Sequence[Head], pieces: Sequence[Piece], around: Surroundings) -> list[Flow]:
    """Return the text flows of a page; every column is in exactly one."""
    if not pieces:
        return []
    table = LinkOdds(heads, pieces, around).table()
    chosen = _solve(table)
    total = _value(table, chosen)
    margins = []
    for row, column in enumerate(chosen):
        other = table.copy()
        other[row, column] = NEVER
        margins.append(total - _value(other, _solve(other)))
    return _chains(heads, pieces, chosen, margins)


def _solve(table: "Table") -> list[int]:
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(table, maximize=True)
    del rows  # there are more columns than rows, so each row has one, in order
    return [int(column) for column in columns]


def _value(table: "Table", chosen: Sequence[int]) -> float:
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
