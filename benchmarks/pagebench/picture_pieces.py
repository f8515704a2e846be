"""Pieces that are a photo with a few lines below it (图片新闻), with or without a headline."""

import random

from pagebench.bodies import fit, lines_needed, place
from pagebench.expected import ExpectedPiece
from pagebench.habits import Habit
from pagebench.headlines import set_headline
from pagebench.marks import Line, Picture
from pagebench.photos import MAX_PROPORTION
from pagebench.pieces import SetPiece
from pagebench.places import place_of
from pagebench.regions import Region
from pagebench.stories import Paragraph, Story

#: In lines, of the photo.
_MIN_ROWS = 7
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
    measure = room.slots[0].measure
    count = len(room.slots)
    rows = -(-(lines_needed(whole, measure) + 1) // count)
    headline = None
    if story.copy.clauses and draw.random() < _HEADED_SHARE:
        headline = set_headline(story, room.x, room.y, room.width, habit, draw)
    top = room.below(headline.height + 0.5 * habit.pitch, habit.pitch) if headline else room
    height = (top.rows - rows - 0.7) * habit.pitch
    if not _MIN_ROWS * habit.pitch <= height <= MAX_PROPORTION * top.width:
        return None
    text_room = top.below((top.rows - rows) * habit.pitch - 0.01, habit.pitch)
    body = fit(whole, measure, rows * count)
    columns = place(body.lines, list(text_room.slots), habit)
    if len(columns[-1]) == rows:
        return None
    slot = text_room.slots[len(columns) - 1]
    credit = Line(
        f"（{story.photographer}）",
        slot.x,
        columns[-1][-1].y + habit.pitch,
        slot.measure * habit.size,
        habit.size,
        habit.body,
        "right",
    )
    return SetPiece(
        headline=headline.lines if headline else (),
        byline=(credit,),
        byline_at_end=True,
        columns=tuple(map(tuple, columns)),
        captions=(),
        drawn=(
            *((room.frame,) if room.frame else ()),
            Picture(top.x, top.y, top.width, height, draw.randint(90, 200)),
        ),
        expected=ExpectedPiece(
            id=story.copy.id,
            headline=headline.text if headline else "",
            byline=story.photographer,
            paragraphs=body.paragraphs,
            captions=(),
            headline_place="picture",
            shape="rectangle",
        ),
    )
