"""Setting one piece into its region: headline, byline, photo, columns, and what is expected."""

import random
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from pagebench.bodies import fit, lines_needed, place
from pagebench.expected import ExpectedPiece
from pagebench.habits import Habit
from pagebench.headlines import HeadlineBlock, set_headline, set_vertical
from pagebench.linebreaks import width_of
from pagebench.marks import Alignment, Line, Mark, Rule
from pagebench.photos import Photo, photo_below
from pagebench.places import Place, place_of
from pagebench.regions import Region
from pagebench.stories import Story

#: In lines: as much may stay empty at the end of a piece.
_MAX_EMPTY = 3
#: In points: between a headline at the side and the body.
_SIDE_GAP = 10.0
#: In lines: a vertical headline's piece is as high at least, one with a headline at its side
#: at most.
_MIN_VERTICAL, _MAX_BESIDE = 16, 26
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
class _Headed:
    """The headline as set, and the room that it leaves."""

    place: Place
    headline: HeadlineBlock | None
    name: str


@dataclass(slots=True)
class _Byline:
    """The byline's line and where it stands."""

    lines: list[Line] = field(default_factory=list)
    at_end: bool = False


def set_piece(
    region: Region, stories: Iterable[Story], habit: Habit, draw: random.Random
) -> SetPiece | None:
    """Set the first of some stories that fills a region; None where none does.

    Text beyond the region's room is left out; where text is short, a photo fills the rest.
    """
    room = place_of(region, habit, draw)
    shape = "rectangle" if region.is_rectangle else "L"
    way = _headline_way(region, draw)
    candidates = list(stories)
    for chosen in dict.fromkeys((way, "above")):
        for story in candidates:
            headed = _head(story, room, chosen, habit, draw)
            found = _set(story, headed, shape, habit, draw) if headed else None
            if found:
                return found
    return None


def _headline_way(region: Region, draw: random.Random) -> str:
    rows = region.bottoms[0] - region.top
    if not region.is_rectangle:
        return "above"
    ways = {"above": 0.62, "below": 0.14, "none": 0.03}
    if region.columns > 1 and rows >= _MIN_VERTICAL:
        ways["vertical"] = 0.4
    if region.columns > 1 and rows <= _MAX_BESIDE:
        ways["beside"] = 0.4
    return draw.choices(list(ways), list(ways.values()))[0]


def _head(story: Story, room: Place, way: str, habit: Habit, draw: random.Random) -> _Headed | None:
    """Set a story's headline in one way; None where that cannot be."""
    if not story.copy.clauses or way == "none":
        return _Headed(room, None, "none")
    if way in {"vertical", "beside"}:
        return _head_beside(story, room, way, habit, draw)
    block = set_headline(story, room.x, room.y, room.width, habit, draw)
    if block is None:
        return None
    taken = block.height + 0.7 * habit.pitch
    if way == "above":
        return _Headed(room.below(taken, habit.pitch), block, way)
    rest = room.above(taken, habit.pitch)
    foot = rest.slots[0].y + rest.rows * habit.pitch + 0.5 * habit.pitch
    return _Headed(rest, _moved(block, foot - room.y), way)


def _head_beside(
    story: Story, room: Place, way: str, habit: Habit, draw: random.Random
) -> _Headed | None:
    height = room.rows * habit.pitch
    block: HeadlineBlock | None
    if way == "vertical":
        block = set_vertical(story, room.x, room.y, height, habit, draw)
    else:
        width = room.width * 0.8 / max(2, len(room.slots))
        block = set_headline(story, room.x, room.y, width, habit, draw)
    if block is None or block.height > height:
        return None
    if way == "beside":
        block = _moved(block, (height - block.height) / 3)
    rest = room.beside(block.width + _SIDE_GAP, habit)
    return _Headed(rest, block, way) if rest else None


def _moved(block: HeadlineBlock, down: float) -> HeadlineBlock:
    lines = tuple(_shifted(line, down) for line in block.lines)
    return HeadlineBlock(lines, block.text, block.width, block.height)


def _shifted(line: Line, down: float) -> Line:
    return replace(line, y=line.y + down)


def _set(
    story: Story, headed: _Headed, shape: str, habit: Habit, draw: random.Random
) -> SetPiece | None:
    place_left = headed.place
    byline = _Byline()
    if story.writer and story.byline_place == "below headline" and headed.headline:
        byline.lines = [_byline_line(story, place_left.x, place_left.y, place_left.width, habit)]
        place_left = place_left.below(1.3 * habit.pitch, habit.pitch)
    byline.at_end = story.byline_place == "end"
    if place_left.rows < _MIN_LINES:
        return None
    measure = place_left.slots[0].measure
    room = sum(slot.rows for slot in place_left.slots) - int(byline.at_end)
    needed = lines_needed(story.paragraphs, measure)
    photo = None
    if needed < room - _MAX_EMPTY:
        photo = photo_below(story, place_left, room - needed, habit, draw)
        if photo is None:
            return None
        place_left = photo.place
        room = sum(slot.rows for slot in place_left.slots) - int(byline.at_end)
    return _filled(story, headed, place_left, photo, byline, room, shape, habit)


def _filled(
    story: Story,
    headed: _Headed,
    room: Place,
    photo: Photo | None,
    byline: _Byline,
    lines: int,
    shape: str,
    habit: Habit,
) -> SetPiece | None:
    body = fit(story.paragraphs, room.slots[0].measure, lines)
    if len(body.lines) < max(_MIN_LINES, lines - _MAX_EMPTY - 2):
        return None
    columns = place(body.lines, list(room.slots), habit)
    if byline.at_end:
        slot = room.slots[len(columns) - 1]
        y = columns[-1][-1].y + habit.pitch
        if len(columns[-1]) == slot.rows:
            slot = room.slots[len(columns)]
            y = slot.y
        width = slot.measure * habit.size
        byline.lines = [_byline_line(story, slot.x, y, width, habit, at_end=True)]
    headline = headed.headline
    shown = bool(byline.lines)
    return SetPiece(
        headline=headline.lines if headline else (),
        byline=tuple(byline.lines),
        byline_at_end=byline.at_end,
        columns=tuple(map(tuple, columns)),
        captions=photo.captions if photo else (),
        drawn=(*(photo.drawn if photo else ()), *_drawn(headed.place, room, columns, habit)),
        expected=ExpectedPiece(
            id=story.copy.id,
            headline=headline.text if headline else "",
            byline=story.writer if shown else "",
            paragraphs=body.paragraphs,
            captions=(story.caption,) if photo else (),
            headline_place=headed.name,
            shape=shape,
        ),
    )


def _byline_line(
    story: Story, x: float, y: float, width: float, habit: Habit, *, at_end: bool = False
) -> Line:
    text = f"{story.mark}{story.writer}"
    if at_end and not story.mark:
        text = f"（{text}）"
    align: Alignment = "right" if at_end else "center" if width < 300 else "left"
    size = habit.size if width_of(text) * habit.size <= width else width / width_of(text)
    return Line(text, x, y, width, size, habit.body, align)


def _drawn(headed: Place, room: Place, columns: list[list[Line]], habit: Habit) -> list[Mark]:
    """Return a piece's frame, and rules between its columns where the paper has them."""
    marks: list[Mark] = [headed.frame] if headed.frame else []
    if not habit.column_ruled or len(columns) < 2:
        return marks
    for left, right in zip(room.slots, room.slots[1:], strict=False):
        x = (left.x + left.measure * habit.size + right.x) / 2
        height = min(left.rows, right.rows) * habit.pitch
        marks.append(Rule(x, left.y, x, left.y + height))
    return marks
