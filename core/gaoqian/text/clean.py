"""Cleaning: the text that is read, and the way back to the text as sent."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import repeat

from gaoqian.result import Field
from gaoqian.text.leads import find_leads
from gaoqian.text.marks import MARKS, HouseRubric
from gaoqian.text.offsets import Edit, OffsetMap, Stage
from gaoqian.text.rubrics import Rubric, find_rubrics
from gaoqian.text.rules import (
    BLANK,
    CHARACTER_RULES,
    NEEDS_CHARACTER_RULES,
    SPACED_BODY,
    SPACED_HEADLINE,
    Rule,
)
from gaoqian.text.traditional import FREQUENT_TRADITIONAL, to_simplified
from gaoqian.text.wraps import find_wraps

_SPACES = " \t\u3000"
_BLANKS = re.compile(f"[{BLANK}]")
_UNUSUAL = re.compile(f"[{NEEDS_CHARACTER_RULES}{FREQUENT_TRADITIONAL}]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """One field of an article, cleaned.

    Attributes:
        text: What is segmented and scored.
        offsets: The way from positions in ``text`` to positions in the field as sent.
        byline: Leads and bylines as found, in order; hidden from ``text``.
        rubrics: Names of columns and commentators' lines as found, in order; in ``text`` a mark
            of its kind stands for each, on a line of its own.
    """

    text: str
    offsets: OffsetMap
    byline: tuple[str, ...] = ()
    rubrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """What one stage puts in place of ``[start, end)`` of its input."""

    start: int
    end: int
    text: str


def clean(
    text: str, field: Field = "body", rubrics: Sequence[HouseRubric] | None = ()
) -> CleanText:
    """Clean one field of an article.

    The stages, in order: character rules, Traditional characters, rubrics, leads and bylines
    (body only), spaces between Han characters, hard line wraps. Each stage runs once: what was
    escaped twice is unescaped once.

    Args:
        text: The field as sent; any string, lone surrogates included.
        field: Which field it is: a headline has no lead, and its spaces part its clauses.
        rubrics: The house's own columns; None leaves all rubrics in the text, as models read it
            that were made before there were marks.
    """
    stages: list[Stage] = []
    byline: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    # One scan tells most texts that nothing of either kind is in them.
    if _UNUSUAL.search(text):
        for rule in CHARACTER_RULES:
            text = _apply(text, _matches(rule, text), stages)
        text = to_simplified(text)
    if rubrics is not None:
        found = find_rubrics(text, is_headline=field == "headline", house=rubrics)
        if found:
            names = tuple(rubric.name for rubric in found)
            text = _apply(text, map(_mark, found, repeat(text)), stages)
    if field == "body":
        leads = find_leads(text)
        if leads:
            byline = tuple(lead.text for lead in leads)
            hidden = (Replacement(lead.start, lead.end, "\n") for lead in leads)
            text = _apply(text, hidden, stages)
    if _BLANKS.search(text):
        spaced = SPACED_HEADLINE if field == "headline" else SPACED_BODY
        text = _apply(text, _matches(spaced, text), stages)
    if "\n" in text:
        wraps = find_wraps(text)
        text = _apply(text, (Replacement(w.start, w.end, w.joint) for w in wraps), stages)
    return CleanText(text, OffsetMap(tuple(stages)), byline, names)


def _mark(rubric: Rubric, text: str) -> Replacement:
    """Put a mark on a line of its own, so that the text's own lines begin and end as they did.

    A column whose name says nothing of its kind keeps its words behind the mark: it may as well
    be the subject (消防安全｜…).
    """
    above, below = text[: rubric.start].rstrip(_SPACES), text[rubric.end :].lstrip(_SPACES)
    before = "\n" if above and above[-1] != "\n" else ""
    after = "\n" if below and below[0] != "\n" else ""
    words = f"\n{rubric.name}" if rubric.kind == "column" else ""
    return Replacement(rubric.start, rubric.end, f"{before}{MARKS[rubric.kind]}{words}{after}")


def _matches(rule: Rule, text: str) -> Iterable[Replacement]:
    for match in rule.pattern.finditer(text):
        yield Replacement(match.start(), match.end(), rule.replacement(match))


def _apply(text: str, replacements: Iterable[Replacement], stages: list[Stage]) -> str:
    """Make the replacements and note them as a stage, if they move anything.

    A replacement of the same length keeps every position, so it needs no edit.
    """
    pieces: list[str] = []
    edits: list[Edit] = []
    done = 0
    for new in replacements:
        pieces += (text[done : new.start], new.text)
        done = new.end
        if len(new.text) != new.end - new.start:
            edits.append(Edit(new.start, new.end, len(new.text)))
    if edits:
        stages.append(Stage(edits))
    return "".join((*pieces, text[done:])) if pieces else text
