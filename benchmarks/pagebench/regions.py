"""Dividing a page's grid into the places of its articles: rectangles, and some L-shapes."""

import random
from dataclasses import dataclass

#: In lines: the smallest place that holds a headline and a few lines of text, by its columns.
_MIN_ROWS = {1: 18, 2: 13, 3: 12}
_MAX_COLUMNS = 3
#: In lines: below an L's corner and above it.
_MIN_CORNER = 14
_L_SHARE = 0.5


@dataclass(frozen=True, slots=True)
class Region:
    """The place of one article, in columns and lines of the grid.

    Attributes:
        left: Its first column.
        top: Its first line.
        bottoms: One past the last line of each of its columns; unequal in an L-shape.
    """

    left: int
    top: int
    bottoms: tuple[int, ...]

    @property
    def columns(self) -> int:
        """How many columns it takes."""
        return len(self.bottoms)

    @property
    def is_rectangle(self) -> bool:
        """Whether all columns are as long."""
        return len(set(self.bottoms)) == 1

    @property
    def area(self) -> int:
        """Lines in all columns together."""
        return sum(bottom - self.top for bottom in self.bottoms)


def divide(columns: int, rows: int, pieces: int, draw: random.Random) -> list[Region] | None:
    """Divide a page into so many places, none wider than three columns.

    Returns:
        The places, from the top and from the left; None where the draws led nowhere.
    """
    regions = [Region(0, 0, (rows,) * columns)]
    while len(regions) < pieces or any(r.columns > _MAX_COLUMNS for r in regions):
        whole = [region for region in regions if region.is_rectangle]
        if len(regions) >= pieces or not whole:
            return None
        region = max(whole, key=lambda r: (r.columns > _MAX_COLUMNS, r.area * draw.uniform(0.6, 1)))
        parts = _divide(region, draw)
        if parts is None:
            return None
        regions.remove(region)
        regions += parts
    return sorted(regions, key=lambda r: (r.top, r.left))


def _divide(region: Region, draw: random.Random) -> list[Region] | None:
    height = region.bottoms[0] - region.top
    width = region.columns
    least = _MIN_ROWS[min(width, 3)]
    ways = []
    if height >= 2 * least:
        ways.append("across")
    if width > 1 and height >= _MIN_ROWS[1]:
        ways.append("down")
    if 1 < width <= _MAX_COLUMNS and height >= 2 * _MIN_CORNER and draw.random() < _L_SHARE:
        ways = ["corner"]
    if not ways:
        return None
    way = draw.choice(ways)
    if way == "across":
        row = region.top + draw.randint(least, height - least)
        return [
            Region(region.left, region.top, (row,) * width),
            Region(region.left, row, region.bottoms),
        ]
    column = draw.randint(1, width - 1)
    if way == "down":
        return [
            Region(region.left, region.top, region.bottoms[:column]),
            Region(region.left + column, region.top, region.bottoms[column:]),
        ]
    return _cut_corner(region, column, draw)


def _cut_corner(region: Region, column: int, draw: random.Random) -> list[Region] | None:
    """Leave an L-shape around an article in the lower right."""
    bottom = region.bottoms[0]
    least = max(_MIN_CORNER, _MIN_ROWS[min(region.columns - column, 3)])
    if bottom - region.top < _MIN_CORNER + least:
        return None
    row = draw.randint(region.top + _MIN_CORNER, bottom - least)
    rest = region.columns - column
    return [
        Region(region.left, region.top, (bottom,) * column + (row,) * rest),
        Region(region.left + column, row, (bottom,) * rest),
    ]
