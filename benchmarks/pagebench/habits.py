"""The look of a paper: sizes, faces, gutters, and the order in which its PDF is written."""

import random
from dataclasses import dataclass, replace
from typing import Literal

from pagebench.copy import SetName
from pagebench.marks import Font

#: How the marks of a page follow each other in its content stream: each headline before or
#: behind its body, all headlines of the page at its end, or columns of an article mixed up.
StreamOrder = Literal["headline first", "headline after", "headlines last", "columns mixed"]


@dataclass(frozen=True, slots=True)
class Habit:
    """How one page looks.

    Attributes:
        columns: Columns of the page's grid.
        measure: Characters a line in such a column.
        size: Of body type, in points.
        leading: From line to line, as a multiple of the size.
        gutter: Between columns, in points.
        rows: Lines of body type from top to bottom of the page.
        body: Face of the body type.
        display: Face of the headlines.
        headline_sizes: Smallest and largest headline, in points.
        squeeze: Width of headline glyphs, as a share of their own.
        ruled: Whether hairlines part the articles.
        column_ruled: Whether hairlines part the columns of one article.
        indent_by_blanks: Whether paragraphs open with two blanks instead of a shift.
        latin_gap: Whether letters and digits stand off from Han characters.
        order: Of the content stream.
        captions_last: Whether all captions of the page follow its articles in the stream.
        shuffled: Whether articles follow each other in the stream in no order of the page.
    """

    columns: int
    measure: int
    size: float
    leading: float
    gutter: float
    rows: int
    body: Font
    display: Font
    headline_sizes: tuple[float, float]
    squeeze: float
    ruled: bool
    column_ruled: bool
    indent_by_blanks: bool
    latin_gap: bool
    order: StreamOrder
    captions_last: bool
    shuffled: bool

    @property
    def pitch(self) -> float:
        """From line to line, in points."""
        return self.size * self.leading

    @property
    def width(self) -> float:
        """Of all columns with their gutters, in points."""
        return self.columns * (self.measure * self.size + self.gutter) - self.gutter


#: Characters a line, by columns a page.
_MEASURES = {2: (22, 26), 3: (17, 21), 4: (14, 18), 5: (12, 15)}
#: Lines a page, by columns a page: two or three columns are a tabloid's.
_ROWS = {2: (48, 58), 3: (50, 60), 4: (58, 70), 5: (64, 76)}
_ORDERS: dict[StreamOrder, float] = {
    "headline first": 0.35,
    "headline after": 0.40,
    "headlines last": 0.10,
    "columns mixed": 0.15,
}


#: Training pages have more of what is hard.
_TRAINING_ORDERS: dict[StreamOrder, float] = {
    "headline first": 0.30,
    "headline after": 0.35,
    "headlines last": 0.12,
    "columns mixed": 0.23,
}


def choose_habit(name: SetName, columns: int, draw: random.Random) -> Habit:
    """Draw the look of a page; held-out pages draw from faces, sizes and gutters of their own.

    Training pages draw from ranges, so that what learns from them takes no size for granted.
    """
    if name == "training":
        return _choose_training_habit(columns, draw)
    held_out = name == "held-out"
    body: Font = "sans" if held_out and draw.random() < 0.35 else "serif"
    display: Font = "serif" if draw.random() < (0.6 if held_out else 0.3) else "sans"
    return Habit(
        columns=columns,
        measure=draw.randint(*_MEASURES[columns]),
        size=draw.choice((9.25, 9.75, 10.25, 8.75) if held_out else (9.0, 9.5, 10.0, 10.5)),
        leading=draw.choice((1.3, 1.42, 1.62) if held_out else (1.35, 1.45, 1.55)),
        gutter=draw.choice((11.0, 17.0, 23.0) if held_out else (14.0, 18.0, 20.0)),
        rows=draw.randint(*_ROWS[columns]),
        body=body,
        display=display,
        headline_sizes=(16.0, 36.0),
        squeeze=draw.choice((0.8, 1.0, 1.15) if held_out else (1.0, 1.0, 0.9)),
        ruled=draw.random() < 0.5,
        column_ruled=held_out and draw.random() < 0.15,
        indent_by_blanks=draw.random() < 0.2,
        latin_gap=draw.random() < 0.6,
        order=draw.choices(list(_ORDERS), list(_ORDERS.values()))[0],
        captions_last=draw.random() < 0.25,
        shuffled=draw.random() < 0.3,
    )


def _choose_training_habit(columns: int, draw: random.Random) -> Habit:
    return replace(
        choose_habit("development", columns, draw),
        measure=draw.randint(*_MEASURES[columns]) + draw.randint(-1, 1),
        size=draw.uniform(8.5, 11.0),
        leading=draw.uniform(1.3, 1.65),
        gutter=draw.uniform(11.0, 23.0),
        body="sans" if draw.random() < 0.25 else "serif",
        display="serif" if draw.random() < 0.4 else "sans",
        squeeze=draw.uniform(0.8, 1.15),
        indent_by_blanks=draw.random() < 0.35,
        order=draw.choices(list(_TRAINING_ORDERS), list(_TRAINING_ORDERS.values()))[0],
    )
