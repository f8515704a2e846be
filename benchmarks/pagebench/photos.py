"""Photos that fill what a text leaves, each with its caption."""

import random
from dataclasses import dataclass, replace

from pagebench.habits import Habit
from pagebench.linebreaks import break_lines
from pagebench.marks import Line, Mark, Picture
from pagebench.places import Place
from pagebench.stories import Story

#: In lines, caption included.
_MIN_ROWS, _MAX_ROWS = 7, 26
#: Height of a photo as a multiple of its width, at most.
MAX_PROPORTION = 1.5
#: In lines: between a photo with its caption and the text; and the lowest photo.
_GAP, _MIN_PICTURE = 0.6, 3
#: In lines: text that stays in each column beside or above a photo.
_MIN_TEXT = 3


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo within a piece.

    Attributes:
        drawn: The picture.
        captions: Lines of its caption and credit.
        place: The room left for text.
    """

    drawn: tuple[Mark, ...]
    captions: tuple[Line, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class _Hole:
    """Where a photo with its caption stands among a piece's columns, in lines.

    Attributes:
        first: Its first column.
        count: How many columns it takes.
        rows: Its height.
        at_head: Whether it stands at the head of its columns rather than at their foot.
    """

    first: int
    count: int
    rows: int
    at_head: bool


def photo_for(
    story: Story, room: Place, missing: int, habit: Habit, draw: random.Random
) -> Photo | None:
    """Put a photo at the foot or the head of some columns, as high as lines are missing.

    Args:
        story: Whose caption it gets.
        room: Of the piece's text so far.
        missing: Lines that its text leaves empty.
        habit: Of the page.
        draw: Of columns, and of head or foot.

    Returns:
        The photo; None where none has reasonable proportions.
    """
    slots = room.slots
    hole = _choose_hole(room, missing, draw)
    if hole is None:
        return None
    start = slots[hole.first]
    width = slots[hole.first + hole.count - 1].x + start.measure * habit.size - start.x
    captions, caption_height = _caption(story, start.x, width, habit)
    height = (hole.rows - _GAP) * habit.pitch - caption_height
    if not _MIN_PICTURE * habit.pitch <= height <= MAX_PROPORTION * width:
        return None
    top = start.y if hole.at_head else start.y + (start.rows - hole.rows + _GAP) * habit.pitch
    picture = Picture(start.x, top, width, height, draw.randint(90, 200))
    placed = tuple(replace(line, y=line.y + top + height) for line in captions)
    return Photo((picture,), placed, _without(room, hole, habit))


def _choose_hole(room: Place, missing: int, draw: random.Random) -> _Hole | None:
    slots = room.slots
    most = room.rows - _MIN_TEXT
    if len(slots) > 1:
        most = min(most, _MAX_ROWS)
    counts = [n for n in range(1, len(slots) + 1) if _MIN_ROWS <= missing // n <= most]
    if not counts or len({slot.rows for slot in slots}) > 1:
        return None
    count = draw.choice(counts)
    first = draw.randint(0, len(slots) - count)
    at_head = first > 0 and draw.random() < 0.5
    return _Hole(first, count, missing // count, at_head)


def _without(room: Place, hole: _Hole, habit: Habit) -> Place:
    """Return what a photo leaves of the columns."""
    slots = list(room.slots)
    for number in range(hole.first, hole.first + hole.count):
        slot = slots[number]
        down = hole.rows * habit.pitch if hole.at_head else 0
        slots[number] = replace(slot, rows=slot.rows - hole.rows, y=slot.y + down)
    return replace(room, slots=tuple(slots))


def _caption(story: Story, x: float, width: float, habit: Habit) -> tuple[list[Line], float]:
    """Return a caption's lines from y 0 on, and their height in points."""
    size = habit.size - 0.5
    text = f"{story.caption}（{story.photographer}）"
    texts = break_lines(text, width / size, 0.0)
    pitch = size * 1.3
    lines = [
        Line(line, x, 3 + number * pitch, width, size, habit.display)
        for number, line in enumerate(texts)
    ]
    return lines, 3 + len(lines) * pitch
