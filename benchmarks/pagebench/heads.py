"""Where a piece's headline stands, and the room that it leaves for the body."""

import random
from dataclasses import dataclass, replace

from pagebench.habits import Habit
from pagebench.headlines import HeadlineBlock, set_headline, set_vertical
from pagebench.marks import Line
from pagebench.places import Place
from pagebench.regions import Region
from pagebench.stories import Story

#: In points: between a headline at the side and the body.
_SIDE_GAP = 10.0
#: In lines: a vertical headline's piece is as high at least, one with a headline at its side
#: at most.
_MIN_VERTICAL, _MAX_BESIDE = 16, 26


@dataclass(frozen=True, slots=True)
class Headed:
    """A headline as set, and the room that it leaves.

    Attributes:
        place: The room.
        headline: None where the piece has none.
        name: Where it stands: above, below, beside, vertical, none.
    """

    place: Place
    headline: HeadlineBlock | None
    name: str


def headline_way(region: Region, draw: random.Random) -> str:
    """Draw where the headline of a region's piece stands."""
    rows = region.bottoms[0] - region.top
    if not region.is_rectangle:
        return "above"
    ways = {"above": 0.62, "below": 0.14, "none": 0.03}
    if region.columns > 1 and rows >= _MIN_VERTICAL:
        ways["vertical"] = 0.4
    if region.columns > 1 and rows <= _MAX_BESIDE:
        ways["beside"] = 0.4
    return draw.choices(list(ways), list(ways.values()))[0]


def head(story: Story, room: Place, way: str, habit: Habit, draw: random.Random) -> Headed | None:
    """Set a story's headline in one way; None where that cannot be."""
    if not story.copy.clauses or way == "none":
        return Headed(room, None, "none")
    if way in {"vertical", "beside"}:
        return _head_beside(story, room, way, habit, draw)
    block = set_headline(story, room.x, room.y, room.width, habit, draw)
    if block is None:
        return None
    taken = block.height + 0.7 * habit.pitch
    if way == "above":
        return Headed(room.below(taken, habit.pitch), block, way)
    rest = room.above(taken, habit.pitch)
    foot = rest.slots[0].y + rest.rows * habit.pitch + 0.5 * habit.pitch
    return Headed(rest, _moved(block, foot - room.y), way)


def _head_beside(
    story: Story, room: Place, way: str, habit: Habit, draw: random.Random
) -> Headed | None:
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
    return Headed(rest, block, way) if rest else None


def _moved(block: HeadlineBlock, down: float) -> HeadlineBlock:
    lines = tuple(_shifted(line, down) for line in block.lines)
    return HeadlineBlock(lines, block.text, block.width, block.height)


def _shifted(line: Line, down: float) -> Line:
    return replace(line, y=line.y + down)
