"""Cleaning of one field of an article, with offsets back to the text as sent."""

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
    FREQUENT_TRADITIONAL,
    NEEDS_CHARACTER_RULES,
    SPACED_BODY,
    SPACED_HEADLINE,
    Rule,
    to_simplified,
)
from gaoqian.text.wraps import find_wraps

_SPACES = " \t\u3000"
_BLANKS = re.compile(f"[{BLANK}]")
_UNUSUAL = re.compile(f"[{NEEDS_CHARACTER_RULES}{FREQUENT_TRADITIONAL}]")


@dataclass(frozen=True, slots=True)
class CleanText:
    """One field of an article, cleaned.

    Attributes:
        text: The cleaned text, which is segmented and scored.
        offsets: Map from positions in ``text`` to positions in the field as sent.
        byline: Leads and bylines found, in order; removed from ``text``.
        rubrics: Names of columns and commentators' lines found, in order; each is replaced in
            ``text`` by a mark of its kind on a line of its own.
    """

    text: str
    offsets: OffsetMap
    byline: tuple[str, ...] = ()
    rubrics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Replacement:
    """A replacement by one stage: ``text`` in place of ``[start, end)`` of the stage's input."""

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
        field: Which field it is: a headline has no lead, and its spaces separate clauses.
        rubrics: The newsroom's own columns; None keeps all rubrics in the text, for models
            trained before there were marks.
    """
    stages: list[Stage] = []
    byline: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    # One scan finds that most texts need neither kind of rule.
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
    """Replace a rubric by a mark on a line of its own; the text's other lines stay as they are.

    A column of unknown kind keeps its name behind the mark, since it may be the subject
    (消防安全｜…).
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
    """Make the replacements, and append them as a stage if any changes the length.

    Replacements of the same length move no position and need no edit.
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
