"""Setting one piece into its region: headline, byline, photo, columns, and what is expected."""

import random
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from pagebench.bodies import Slot, fit, lines_needed, place
from pagebench.expected import ExpectedPiece
from pagebench.habits import Habit
from pagebench.heads import Headed, head, headline_way
from pagebench.linebreaks import width_of
from pagebench.marks import Alignment, Line, Mark, Rule
from pagebench.photos import Photo, photo_for
from pagebench.places import Place, place_of
from pagebench.regions import Region
from pagebench.stories import Story

#: In lines: as much may stay empty at the end of a piece.
_MAX_EMPTY = 3
#: Lines of body text that a piece has at least.
_MIN_LINES = 4


@dataclass(frozen=True, slots=True)
class SetPiece:
    """A piece as set.

    Attributes:
        headline: Lines of its headline block.
        byline: Its byline's line, if it has one.
        byline_at_end: Whether that stands behind the body.
        columns: Its body's lines, a list a column, in reading order.
        captions: Lines of its captions.
        drawn: Pictures, frames and rules.
        expected: What a cutter should find.
    """

    headline: tuple[Line, ...]
    byline: tuple[Line, ...]
    byline_at_end: bool
    columns: tuple[tuple[Line, ...], ...]
    captions: tuple[Line, ...]
    drawn: tuple[Mark, ...]
    expected: ExpectedPiece


@dataclass(frozen=True, slots=True)
class _Room:
    """What is left for a piece's text, below its headline and beside its photo.

    Attributes:
        place: Its columns.
        byline: The byline's line, where that stands below the headline.
        photo: None where there is none.
        lines: How many lines of text it holds, a byline behind the text left out.
    """

    place: Place
    byline: tuple[Line, ...]
    photo: Photo | None
    lines: int


def set_piece(
    region: Region, stories: Iterable[Story], habit: Habit, draw: random.Random
) -> SetPiece | None:
    """Set the first of some stories that fills a region; None where none does.

    Text beyond the region's room is left out; where text is short, a photo fills the rest.
    """
    room = place_of(region, habit, draw)
    shape = "rectangle" if region.is_rectangle else "L"
    way = headline_way(region, draw)
    candidates = list(stories)
    for chosen in dict.fromkeys((way, "above")):
        for story in candidates:
            headed = head(story, room, chosen, habit, draw)
            left = _room(story, headed, habit, draw) if headed else None
            found = _set(story, headed, left, shape, habit) if headed and left else None
            if found:
                return found
    return None


def _room(story: Story, headed: Headed, habit: Habit, draw: random.Random) -> _Room | None:
    """Return the room of a story's text; None where it is too small, or a photo fits nowhere."""
    left = headed.place
    byline: tuple[Line, ...] = ()
    if story.writer and story.byline_place == "below headline" and headed.headline:
        byline = (_byline_line(story, left.x, left.y, left.width, habit),)
        left = left.below(1.3 * habit.pitch, habit.pitch)
    if left.rows < _MIN_LINES:
        return None
    kept = int(story.byline_place == "end")
    lines = sum(slot.rows for slot in left.slots) - kept
    needed = lines_needed(story.paragraphs, left.slots[0].measure)
    if needed >= lines - _MAX_EMPTY:
        return _Room(left, byline, None, lines)
    photo = photo_for(story, left, lines - needed, habit, draw)
    if photo is None:
        return None
    return _Room(photo.place, byline, photo, sum(slot.rows for slot in photo.place.slots) - kept)


def _set(story: Story, headed: Headed, room: _Room, shape: str, habit: Habit) -> SetPiece | None:
    """Set a story into its room; None where its text leaves too much of it empty."""
    slots = room.place.slots
    body = fit(story.paragraphs, slots[0].measure, room.lines)
    if len(body.lines) < max(_MIN_LINES, room.lines - _MAX_EMPTY - 2):
        return None
    columns = place(body.lines, list(slots), habit)
    at_end = story.byline_place == "end"
    byline = (_closing_byline(story, slots, columns, habit),) if at_end else room.byline
    headline = headed.headline
    expected = ExpectedPiece(
        id=story.copy.id,
        headline=headline.text if headline else "",
        byline=story.writer if byline else "",
        paragraphs=body.paragraphs,
        captions=(story.caption,) if room.photo else (),
        headline_place=headed.name,
        shape=shape,
    )
    return SetPiece(
        headline=headline.lines if headline else (),
        byline=byline,
        byline_at_end=at_end,
        columns=tuple(map(tuple, columns)),
        captions=room.photo.captions if room.photo else (),
        drawn=_drawn(headed.place, room, columns, habit),
        expected=expected,
    )


def _closing_byline(
    story: Story, slots: tuple[Slot, ...], columns: list[list[Line]], habit: Habit
) -> Line:
    """Set a byline into the line behind a body, in the next column where that is full."""
    slot = slots[len(columns) - 1]
    y = columns[-1][-1].y + habit.pitch
    if len(columns[-1]) == slot.rows:
        slot = slots[len(columns)]
        y = slot.y
    return _byline_line(story, slot.x, y, slot.measure * habit.size, habit, at_end=True)


def _byline_line(
    story: Story, x: float, y: float, width: float, habit: Habit, *, at_end: bool = False
) -> Line:
    text = f"{story.mark}{story.writer}"
    if at_end and not story.mark:
        text = f"（{text}）"
    align: Alignment = "right" if at_end else "center" if width < 300 else "left"
    size = habit.size if width_of(text) * habit.size <= width else width / width_of(text)
    return Line(text, x, y, width, size, habit.body, align)


def _drawn(headed: Place, room: _Room, columns: list[list[Line]], habit: Habit) -> tuple[Mark, ...]:
    """Return a piece's frame, its photo, and rules between its columns where the paper has them."""
    marks: list[Mark] = [headed.frame] if headed.frame else []
    marks += room.photo.drawn if room.photo else ()
    slots = room.place.slots if habit.column_ruled and len(columns) > 1 else ()
    for left, right in pairwise(slots):
        x = (left.x + left.measure * habit.size + right.x) / 2
        height = min(left.rows, right.rows) * habit.pitch
        marks.append(Rule(x, left.y, x, left.y + height))
    return tuple(marks)
