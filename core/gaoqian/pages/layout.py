"""The parts that one article has: headline and byline before or after its body, or neither."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from typing import Literal

from gaoqian.pages.evidence import (
    AGAINST_HABIT,
    BARE_BYLINE,
    HEADLINE_LINES,
    NO_HEADLINE,
    PIECE,
    SIGNATURE_FIRST,
    Evidence,
)

Side = Literal["before", "after"]
#: Where a page sets its headlines; ``apart`` is behind all bodies.
Habit = Literal["before", "after", "apart"]

#: In lines: a headline of three with kicker, subtitle and bylines.
_MAX_EDGE = 6
#: In lines: a headline takes its words from the beginning of its body.
_BODY_OPENING = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """One article as a range of lines ``[start, end)`` and its parts.

    Attributes:
        start: First line.
        first: First line of the body.
        last: One past the last line of the body.
        end: One past the last line.
        side: Where its headline stands; None where it has none.
        odds: What speaks for it, as log odds.
    """

    start: int
    first: int
    last: int
    end: int
    side: Side | None
    odds: float


@dataclass(frozen=True, slots=True)
class _Edge:
    """The lines beside a body, with the indices of those that are a headline."""

    headline: tuple[int, ...]
    odds: float


class Layouts:
    """All layouts that an article of a page may have.

    Args:
        evidence: Of the page's lines.
    """

    def __init__(self, evidence: Evidence) -> None:
        self._evidence = evidence
        count = len(evidence.lines)
        within = [0.0, *(evidence.goes_on(index) for index in range(1, count))]
        self._within = list(accumulate(within))
        self._opens = [evidence.opens(index) for index in range(count)]
        self._closes = [0.0, *(evidence.closes(end) for end in range(1, count + 1))]
        self._relevance = cache(self._find_relevance)
        self._edge = cache(self._find_edge)

    def between(self, start: int, end: int, habit: Habit) -> Iterator[Layout]:
        """Yield the layouts of ``[start, end)`` on a page where headlines stand as ``habit``."""
        for first in range(start, min(start + _MAX_EDGE, end - 1) + 1):
            before = self._edge(start, first, self._evidence.right[first], opens=True)
            if before is None:
                continue
            for last in range(end, max(end - _MAX_EDGE, first + 1) - 1, -1):
                after = self._edge(last, end, self._evidence.left[last], opens=False)
                if after is None:
                    continue
                if before.headline and after.headline:
                    continue
                if habit == "apart" and (before.headline or after.headline):
                    continue
                yield self._lay_out(start, first, last, end, before, after, habit)

    def _lay_out(
        self, start: int, first: int, last: int, end: int, before: _Edge, after: _Edge, habit: Habit
    ) -> Layout:
        side: Side | None = "before" if before.headline else "after" if after.headline else None
        odds = PIECE + self._opens[first] + self._closes[last] + before.odds + after.odds
        odds += self._within[last - 1] - self._within[first] + self._evidence.length(first, last)
        if start < first and not before.headline:
            odds += BARE_BYLINE
        if side is None:
            odds += 0.0 if habit == "apart" else NO_HEADLINE
        else:
            odds += 0.0 if side == habit else AGAINST_HABIT
            headline = before.headline or after.headline
            odds += self._relevance(headline, first, min(last, first + _BODY_OPENING))
        return Layout(start, first, last, end, side, odds)

    def _find_edge(self, start: int, end: int, column: float, *, opens: bool) -> _Edge | None:
        """Return what lines beside a body come to; None where they cannot stand there."""
        headline: list[int] = []
        odds = 0.0
        for index in range(start, end):
            if self._evidence.is_byline_at(index, start):
                if opens and self._evidence.signs[index].is_signature:
                    odds += SIGNATURE_FIRST
                continue
            line = self._evidence.headline(index, column)
            is_parted = bool(headline) and headline[-1] + 1 < index
            if line <= -5.0 or is_parted or len(headline) + 1 >= len(HEADLINE_LINES):
                return None
            headline.append(index)
            odds += line
        return _Edge(tuple(headline), odds + HEADLINE_LINES[len(headline)])

    def _find_relevance(self, headline: tuple[int, ...], first: int, last: int) -> float:
        lines = [self._evidence.lines[index] for index in headline]
        return self._evidence.words.relevance(lines, first, last)
