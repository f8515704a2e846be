"""Copy as the newsroom dresses it: headline block, byline, lead, subheads, caption."""

import random
import re
from dataclasses import dataclass
from typing import Literal

from pagebench import wording
from pagebench.copy import Copy

BylinePlace = Literal["below headline", "end", "none"]

#: A clause that may stand as a subhead: Han characters alone, between marks.
_SUBHEAD = re.compile(r"(?<=[，。；：])[\u4e00-\u9fff]{5,10}(?=[，。；])")
#: In characters: shorter bodies have no subheads.
_LONG = 600


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph as sentences; a subhead is one without a full stop."""

    sentences: tuple[str, ...]
    is_subhead: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """A piece before it is set.

    Attributes:
        copy: What it is made of.
        kicker: The line above the headline; empty where there is none.
        deck: The line below; empty where there is none.
        mark: What stands before the byline.
        writer: The byline without mark; empty where the lead names the reporter, or nobody.
        byline_place: Where the byline stands.
        paragraphs: The body with lead and subheads.
        caption: Below its photo, should it get one.
        photographer: The photo's credit without brackets.
    """

    copy: Copy
    kicker: str
    deck: str
    mark: str
    writer: str
    byline_place: BylinePlace
    paragraphs: tuple[Paragraph, ...]
    caption: str
    photographer: str


def dress(copy: Copy, draw: random.Random) -> Story:
    """Draw what stands around and within a piece of copy."""
    place: BylinePlace = "none"
    lead = ""
    if not copy.has_lead:
        place = draw.choice(("none", "none", "below headline", "below headline", "end"))
        lead = wording.lead(draw) if place == "none" and draw.random() < 0.7 else ""
    return Story(
        copy=copy,
        kicker=wording.kicker(draw) if draw.random() < 0.25 else "",
        deck=wording.deck(draw) if draw.random() < 0.2 else "",
        mark=draw.choice(("○", "□", "■", "", "")),
        writer="" if place == "none" else wording.writer(draw),
        byline_place=place,
        paragraphs=_paragraphs(copy, lead, draw),
        caption=wording.caption(draw),
        photographer=wording.photographer(draw),
    )


def _paragraphs(copy: Copy, lead: str, draw: random.Random) -> tuple[Paragraph, ...]:
    first, *others = copy.paragraphs
    found = [Paragraph((lead + first[0], *first[1:]))]
    wanted = copy.length >= _LONG and draw.random() < 0.6
    every = draw.choice((1, 2, 2))
    for number, sentences in enumerate(others):
        subhead = _SUBHEAD.search("".join(sentences)) if wanted and number % every == 0 else None
        if subhead and number < len(others) - 1:
            found.append(Paragraph((subhead.group(),), is_subhead=True))
        found.append(Paragraph(sentences))
    return tuple(found)
