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


def photo_below(
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
    options = []
    for count in range(1, len(slots) + 1):
        rows = missing // count
        least = min(slot.rows for slot in slots)
        if _MIN_ROWS <= rows <= min(_MAX_ROWS, least - _MIN_TEXT) or (
            count == len(slots) == 1 and _MIN_ROWS <= rows <= least - _MIN_TEXT
        ):
            options.append((count, rows))
    if not options or len({slot.rows for slot in slots}) > 1:
        return None
    count, rows = draw.choice(options)
    first = draw.randint(0, len(slots) - count)
    at_head = first > 0 and draw.random() < 0.5
    held = range(first, first + count)
    top = slots[first].y + (0 if at_head else (slots[first].rows - rows)) * habit.pitch
    left = slots[first].x
    width = slots[first + count - 1].x + slots[0].measure * habit.size - left
    captions, height = _caption(story, left, width, habit)
    above, below = (0.0, 0.6) if at_head else (0.6, 0.0)
    picture_height = rows * habit.pitch - height - (above + below) * habit.pitch
    if not 3 * habit.pitch <= picture_height <= MAX_PROPORTION * width:
        return None
    upper = top + above * habit.pitch
    picture = Picture(left, upper, width, picture_height, draw.randint(90, 200))
    placed = tuple(replace(line, y=line.y + upper + picture_height) for line in captions)
    cut = tuple(
        replace(slot, rows=slot.rows - rows, y=slot.y + (rows * habit.pitch if at_head else 0))
        if number in held
        else slot
        for number, slot in enumerate(slots)
    )
    return Photo((picture,), placed, replace(room, slots=cut))


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
