"""Pieces that are a photo with a few lines below it (图片新闻), with or without a headline."""

import random

from pagebench.bodies import Slot, fit, lines_needed, place
from pagebench.expected import ExpectedPiece
from pagebench.habits import Habit
from pagebench.headlines import HeadlineBlock, set_headline
from pagebench.marks import Line, Picture
from pagebench.photos import MAX_PROPORTION
from pagebench.pieces import SetPiece
from pagebench.places import Place, place_of
from pagebench.regions import Region
from pagebench.stories import Paragraph, Story

#: In lines: the photo, and between it and the text.
_MIN_ROWS, _GAP = 7, 0.7
_HEADED_SHARE = 0.5


def set_picture_piece(
    region: Region, story: Story, habit: Habit, draw: random.Random
) -> SetPiece | None:
    """Set a short story below a photo, closed by what the photo shows and who took it.

    The sentence that says what the photo shows is the body's last; the credit is the byline.
    """
    room = place_of(region, habit, draw)
    if not region.is_rectangle:
        return None
    whole = (*story.paragraphs, Paragraph((story.caption,)))
    count = len(room.slots)
    rows = -(-(lines_needed(whole, room.slots[0].measure) + 1) // count)
    headline = _headline(story, room, habit, draw)
    top = room.below(headline.height + 0.5 * habit.pitch, habit.pitch) if headline else room
    height = (top.rows - rows - _GAP) * habit.pitch
    if not _MIN_ROWS * habit.pitch <= height <= MAX_PROPORTION * top.width:
        return None
    slots = top.below((top.rows - rows) * habit.pitch - 0.01, habit.pitch).slots
    body = fit(whole, slots[0].measure, rows * count)
    columns = place(body.lines, list(slots), habit)
    if len(columns[-1]) == rows:
        return None
    picture = Picture(top.x, top.y, top.width, height, draw.randint(90, 200))
    return SetPiece(
        headline=headline.lines if headline else (),
        byline=(_credit(story, slots[len(columns) - 1], columns[-1][-1], habit),),
        byline_at_end=True,
        columns=tuple(map(tuple, columns)),
        captions=(),
        drawn=(room.frame, picture) if room.frame else (picture,),
        expected=_expected(story, headline.text if headline else "", body.paragraphs),
    )


def _headline(story: Story, room: Place, habit: Habit, draw: random.Random) -> HeadlineBlock | None:
    if not story.copy.clauses or draw.random() >= _HEADED_SHARE:
        return None
    return set_headline(story, room.x, room.y, room.width, habit, draw)


def _credit(story: Story, slot: Slot, last: Line, habit: Habit) -> Line:
    """Set who took the photo into the line behind the text."""
    text, y = f"（{story.photographer}）", last.y + habit.pitch
    width = slot.measure * habit.size
    return Line(text, slot.x, y, width, habit.size, habit.body, "right")


def _expected(story: Story, headline: str, paragraphs: tuple[str, ...]) -> ExpectedPiece:
    return ExpectedPiece(
        id=story.copy.id,
        headline=headline,
        byline=story.photographer,
        paragraphs=paragraphs,
        captions=(),
        headline_place="picture",
        shape="rectangle",
    )
