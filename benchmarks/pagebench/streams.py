"""The order in which a page's lines are written into its PDF, which extractors keep to."""

import random

from pagebench.habits import Habit
from pagebench.marks import Line
from pagebench.pieces import SetPiece


def in_stream_order(pieces: list[SetPiece], habit: Habit, draw: random.Random) -> list[Line]:
    """Return all lines of some pieces in the order that a page's habit has."""
    order = list(pieces)
    if habit.shuffled:
        draw.shuffle(order)
    lines: list[Line] = []
    after = [] if habit.order != "headlines last" else [line for p in order for line in p.headline]
    captions: list[Line] = []
    for piece in order:
        lines += _piece(piece, habit, draw)
        (captions if habit.captions_last else lines).extend(piece.captions)
    return [*lines, *captions, *after]


def _piece(piece: SetPiece, habit: Habit, draw: random.Random) -> list[Line]:
    columns = list(piece.columns)
    if habit.order == "columns mixed":
        draw.shuffle(columns)
    body = [line for column in columns for line in column]
    byline = list(piece.byline)
    if piece.byline_at_end:
        body, byline = body + byline, []
    if habit.order == "headline first":
        return [*piece.headline, *byline, *body]
    if habit.order == "headlines last":
        return [*byline, *body]
    return [*body, *piece.headline, *byline]
