"""Layouts: the possible positions of headline and byline, before or after an article's body."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from gaoqian.pages.line_odds import (
    AGAINST_HABIT,
    BARE_BYLINE,
    MAX_HEADLINE,
    NO_HEADLINE,
    LineOdds,
)

Side = Literal["before", "after"]
#: Position of a page's headlines: before or after their bodies, or all after the last body.
Habit = Literal["before", "after", "at_end"]

#: In lines: a headline with its bylines.
_MAX_EDGE = MAX_HEADLINE + 1
#: In lines: the beginning of a body, which shares its words with the headline.
_BODY_OPENING = 40


@dataclass(frozen=True, slots=True)
class Layout:
    """One article as a range of lines ``[start, end)`` and its parts.

    Attributes:
        start: First line.
        first: First line of the body.
        last: One past the last line of the body.
        end: One past the last line.
        side: Position of its headline; None without headline.
        odds: Log odds of the layout.
    """

    start: int
    first: int
    last: int
    end: int
    side: Side | None
    odds: float


@dataclass(frozen=True, slots=True)
class _Edge:
    """The lines before or after a body: indices of headline lines, and log odds of all."""

    headline: tuple[int, ...]
    odds: float


@dataclass(frozen=True, slots=True)
class _Afters:
    """The possible edges after a body, with their first lines: all, and those without headline."""

    all: list[tuple[int, _Edge]]
    plain: list[tuple[int, _Edge]]


class Layouts:
    """Enumerates the possible layouts of a page's articles.

    Args:
        line_odds: Log odds of the page's lines.
    """

    def __init__(self, line_odds: LineOdds) -> None:
        self._line_odds = line_odds
        self._relevance = cache(self._find_relevance)
        self._befores = cache(self._find_befores)
        self._afters = cache(self._find_afters)

    def between(self, start: int, end: int, habit: Habit) -> Iterator[Layout]:
        """Yield the layouts of the lines ``[start, end)`` on a page of this habit."""
        befores = [one for one in self._befores(start) if one[0] < end]
        afters = self._afters(end)
        if habit == "at_end":
            befores = [one for one in befores if not one[1].headline]
        for first, before in befores:
            # An article has one headline: before the body or after it.
            fitting = afters.plain if before.headline or habit == "at_end" else afters.all
            for last, after in fitting:
                if first < last:
                    yield self._lay_out(start, first, last, end, before, after, habit)

    def _find_befores(self, start: int) -> list[tuple[int, _Edge]]:
        count = len(self._line_odds.lines)
        edges = (
            (at, self._find_edge(start, at))
            for at in range(start, min(start + _MAX_EDGE, count - 1) + 1)
        )
        return [(at, edge) for at, edge in edges if edge is not None]

    def _find_afters(self, end: int) -> _Afters:
        edges = (
            (at, self._find_edge(at, end)) for at in range(end, max(end - _MAX_EDGE, 1) - 1, -1)
        )
        found = [(at, edge) for at, edge in edges if edge is not None]
        return _Afters(found, [(at, edge) for at, edge in found if not edge.headline])

    def _lay_out(
        self, start: int, first: int, last: int, end: int, before: _Edge, after: _Edge, habit: Habit
    ) -> Layout:
        side: Side | None = "before" if before.headline else "after" if after.headline else None
        odds = self._line_odds.opening_odds(first) + self._line_odds.closing_odds(last)
        odds += before.odds + after.odds
        if start < first and not before.headline:
            odds += BARE_BYLINE
        if side is None:
            odds += 0.0 if habit == "at_end" else NO_HEADLINE
        else:
            odds += 0.0 if side == habit else AGAINST_HABIT
            headline = before.headline or after.headline
            odds += self._relevance(headline, first, min(last, first + _BODY_OPENING))
        return Layout(start, first, last, end, side, odds)

    def _find_edge(self, start: int, end: int) -> _Edge | None:
        """Return the edge that lines next to a body make; None if they cannot be one."""
        headline: list[int] = []
        total = 0.0
        for index in range(start, end):
            if self._line_odds.is_byline(index):
                total += self._line_odds.byline_odds(index)
                continue
            odds = self._line_odds.headline_odds(index)
            is_parted = bool(headline) and headline[-1] + 1 < index
            if odds is None or is_parted or len(headline) == MAX_HEADLINE:
                return None
            headline.append(index)
            total += odds
        return _Edge(tuple(headline), total)

    def _find_relevance(self, headline: tuple[int, ...], first: int, last: int) -> float:
        lines = [self._line_odds.lines[index] for index in headline]
        return self._line_odds.words.relevance(lines, first, last)
