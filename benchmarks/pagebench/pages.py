"""Composing a page: its regions filled with stories, its rules, head and foot."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from pagebench import wording
from pagebench.copy import Copy, SetName, copy_for
from pagebench.expected import ExpectedPage
from pagebench.habits import Habit, choose_habit
from pagebench.linebreaks import width_of
from pagebench.marks import Line, Mark, Rule
from pagebench.picture_pieces import set_picture_piece
from pagebench.pieces import SetPiece, set_piece
from pagebench.places import HEAD, MARGIN
from pagebench.regions import Region, divide
from pagebench.stories import dress

#: Columns of one page after the other.
_COLUMNS = (3, 4, 2, 5, 4, 3, 5)
#: Pages of a set.
PAGES = 64
_SEEDS: dict[SetName, int] = {"development": 20211, "held-out": 90173, "training": 31_000}
#: How many characters, headlines and photos included, a piece takes on a page at most.
_MAX_CHARACTERS = 1500
_TRIES = 400
#: Stories tried for one region.
_CANDIDATES = 40
_PICTURE_SHARE = 0.15
_PICTURE_MAX_LENGTH = 170
#: Of other pieces, those that may be copy without a headline.
_UNHEADED_SHARE = 0.04
#: In points, below the last line.
_FOOT = 24.0


@dataclass(frozen=True, slots=True)
class ComposedPage:
    """A page before typesetting.

    Attributes:
        width: In points.
        height: In points.
        marks: In the order of the content stream.
        latin_gap: Whether letters and digits stand off from Han characters.
        pieces: What is on it, line by line.
        expected: What is on it, as a cutter should find it.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    latin_gap: bool
    pieces: tuple[SetPiece, ...]
    expected: ExpectedPage


class CompositionError(RuntimeError):
    """The articles left over fill no page."""


def compose(name: SetName, pages: int = PAGES, turn: int = 0) -> Iterator[ComposedPage]:
    """Yield the pages of a set: always the same ones, no article on two of them.

    Args:
        name: The set.
        pages: How many.
        turn: Another number gives other pages of the same articles.

    Raises:
        CompositionError: there are more pages than the articles fill.
    """
    draw = random.Random(_SEEDS[name] + turn)  # noqa: S311 (nothing secret)
    pool = copy_for(name)
    draw.shuffle(pool)
    for number in range(pages):
        columns = _COLUMNS[number % len(_COLUMNS)]
        yield _compose_one(f"{name}-{number:03d}", name, columns, pool, draw)


def _compose_one(
    page: str, name: SetName, columns: int, pool: list[Copy], draw: random.Random
) -> ComposedPage:
    for _ in range(_TRIES):
        habit = choose_habit(name, columns, draw)
        wanted = draw.randint(max(3, habit.columns), 8)
        regions = divide(habit.columns, habit.rows, wanted, draw)
        if regions is None or any(r.area * habit.measure > _MAX_CHARACTERS for r in regions):
            continue
        pieces = _fill(regions, habit, pool, draw)
        if pieces is not None:
            used = {piece.expected.id for piece in pieces}
            pool[:] = [copy for copy in pool if copy.id not in used]
            return _finish(page, habit, regions, pieces, draw)
    raise CompositionError(f"{page}: {len(pool)} articles left fill no page in {_TRIES} tries")


def _fill(
    regions: list[Region], habit: Habit, pool: list[Copy], draw: random.Random
) -> list[SetPiece] | None:
    pieces: list[SetPiece] = []
    for region in regions:
        used = {piece.expected.id for piece in pieces}
        free = [copy for copy in draw.sample(pool, min(len(pool), 400)) if copy.id not in used]
        piece = None
        if draw.random() < _PICTURE_SHARE:
            short = [copy for copy in free if copy.length <= _PICTURE_MAX_LENGTH]
            for copy in short[:_CANDIDATES]:
                piece = piece or set_picture_piece(region, dress(copy, draw), habit, draw)
        if piece is None:
            # Of articles that are too long by less, less is cut off.
            room = region.area * habit.measure
            fitting = [copy for copy in free if 0.35 * room <= copy.length <= 1.3 * room]
            headed = draw.random() >= _UNHEADED_SHARE
            fitting = [copy for copy in fitting if copy.clauses or not headed]
            stories = (dress(copy, draw) for copy in islice(fitting, _CANDIDATES))
            piece = set_piece(region, stories, habit, draw)
        if piece is None:
            return None
        pieces.append(piece)
    return pieces


def _finish(
    page: str, habit: Habit, regions: list[Region], pieces: list[SetPiece], draw: random.Random
) -> ComposedPage:
    width = habit.width + 2 * MARGIN
    height = 2 * MARGIN + HEAD + habit.rows * habit.pitch + _FOOT
    head, foot = wording.furniture(draw)
    lines = _spread(head, MARGIN, 14.0, habit) + _spread(foot, height - MARGIN - 12, 9.0, habit)
    drawn: list[Mark] = [Rule(MARGIN, MARGIN + 26, width - MARGIN, MARGIN + 26, 1.0)]
    drawn += _rules(regions, habit) if habit.ruled else []
    drawn += [mark for piece in pieces for mark in piece.drawn]
    typed = _in_stream_order(pieces, habit, draw)
    typed = [*typed, *lines] if draw.random() < 0.4 else [*lines, *typed]
    expected = tuple(piece.expected for piece in pieces)
    answer = ExpectedPage(page, habit.columns, habit.order, expected)
    return ComposedPage(width, height, (*drawn, *typed), habit.latin_gap, tuple(pieces), answer)


def _spread(texts: list[str], y: float, size: float, habit: Habit) -> list[Line]:
    """Put texts side by side over the width of a page, as small as they must be."""
    if not texts:
        return []
    room = habit.width / len(texts)
    size = min(size, *(room / (width_of(text) + 1) for text in texts))
    return [
        Line(text, MARGIN + number * room, y, room, size, "sans")
        for number, text in enumerate(texts)
    ]


def _rules(regions: list[Region], habit: Habit) -> list[Mark]:
    """Return hairlines above each region and at its left, where others border on it."""
    step = habit.measure * habit.size + habit.gutter
    marks: list[Mark] = []
    for region in regions:
        x = MARGIN + region.left * step
        y = MARGIN + HEAD + (region.top - 0.8) * habit.pitch
        right = x + region.columns * step - habit.gutter
        if region.top:
            marks.append(Rule(x, y, right, y))
        if region.left:
            left = x - habit.gutter / 2
            foot = MARGIN + HEAD + (region.bottoms[0] - 1.2) * habit.pitch
            marks.append(Rule(left, y + 0.8 * habit.pitch, left, foot))
    return marks


def _in_stream_order(pieces: list[SetPiece], habit: Habit, draw: random.Random) -> list[Line]:
    """Return all lines in the order of the PDF's content, which extractors keep to."""
    order = list(pieces)
    if habit.shuffled:
        draw.shuffle(order)
    lines: list[Line] = []
    after = [] if habit.order != "headlines last" else [line for p in order for line in p.headline]
    captions: list[Line] = []
    for piece in order:
        lines += _stream(piece, habit, draw)
        (captions if habit.captions_last else lines).extend(piece.captions)
    return [*lines, *captions, *after]


def _stream(piece: SetPiece, habit: Habit, draw: random.Random) -> list[Line]:
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
