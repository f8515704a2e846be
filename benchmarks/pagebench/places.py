"""A region in points: where the columns of the piece in it run, and how they are cut short."""

import random
from dataclasses import dataclass, replace

from pagebench.bodies import Slot
from pagebench.habits import Habit
from pagebench.marks import Frame
from pagebench.regions import Region

#: In points.
MARGIN = 36.0
HEAD = 64.0
#: In lines: white space below each piece.
_GAP_ROWS = 1.6
#: In points: between a frame and what stands in it.
_PADDING = 7.0
#: In characters: columns are no narrower and no wider.
_MIN_MEASURE, _MAX_MEASURE = 10, 28
_OTHER_COLUMNS_SHARE = 0.2
_FRAMED_SHARE = 0.15


@dataclass(frozen=True, slots=True)
class Place:
    """The room of one piece.

    Attributes:
        x: Left edge, in points.
        y: Upper edge, in points.
        width: In points.
        slots: Its columns, from the left, over its whole height.
        frame: Around it, on all its sides; None where there is none.
    """

    x: float
    y: float
    width: float
    slots: tuple[Slot, ...]
    frame: Frame | None = None

    @property
    def rows(self) -> int:
        """Lines of its shortest column."""
        return min(slot.rows for slot in self.slots)

    def below(self, height: float, pitch: float) -> "Place":
        """Return what is left below so many points, on whole lines."""
        rows = -int(-height // pitch)
        slots = tuple(replace(s, y=s.y + rows * pitch, rows=s.rows - rows) for s in self.slots)
        return replace(self, y=self.y + rows * pitch, slots=slots)

    def above(self, height: float, pitch: float) -> "Place":
        """Return what is left above so many points at the foot."""
        rows = -int(-height // pitch)
        return replace(self, slots=tuple(replace(s, rows=s.rows - rows) for s in self.slots))

    def beside(self, left: float, habit: Habit) -> "Place | None":
        """Return what is left of a strip at the left; None if that is too narrow."""
        width = self.width - left
        rows = self.rows
        slots = columns_in(self.x + left, self.y, width, rows, len(self.slots), habit)
        count = len(self.slots)
        while slots is None and count > 1:
            count -= 1
            slots = columns_in(self.x + left, self.y, width, rows, count, habit)
        if slots is None:
            return None
        return replace(self, x=self.x + left, width=width, slots=slots)


def place_of(region: Region, habit: Habit, draw: random.Random) -> Place:
    """Return the room of a region; some rectangles are framed or have columns of their own."""
    step = habit.measure * habit.size + habit.gutter
    x = MARGIN + region.left * step
    y = MARGIN + HEAD + region.top * habit.pitch
    width = region.columns * step - habit.gutter
    heights = [int(bottom - region.top - _GAP_ROWS) for bottom in region.bottoms]
    slots = tuple(
        Slot(x + number * step, y, habit.measure, rows) for number, rows in enumerate(heights)
    )
    whole = Place(x, y, width, slots)
    if not region.is_rectangle:
        return whole
    framed = draw.random() < _FRAMED_SHARE
    padding = _PADDING if framed else 0.0
    count = region.columns
    if draw.random() < _OTHER_COLUMNS_SHARE:
        count = max(1, count + draw.choice((-1, 1)))
    inner = columns_in(
        x + padding, y, width - 2 * padding, heights[0] - (1 if framed else 0), count, habit
    )
    if inner is None:
        return whole
    top, height = y - 0.5 * habit.pitch, (heights[0] + 0.6) * habit.pitch
    frame = Frame(x, top, width, height, draw.random() < 0.4) if framed else None
    return Place(x + padding, y, width - 2 * padding, inner, frame)


def columns_in(
    x: float, y: float, width: float, rows: int, count: int, habit: Habit
) -> tuple[Slot, ...] | None:
    """Divide a width into columns of whole characters; None where they get too narrow or wide."""
    measure = int((width - (count - 1) * habit.gutter) / count / habit.size)
    if not _MIN_MEASURE <= measure <= _MAX_MEASURE:
        return None
    step = (width - measure * habit.size) / (count - 1) if count > 1 else 0.0
    return tuple(Slot(x + number * step, y, measure, rows) for number in range(count))
