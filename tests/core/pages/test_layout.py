"""Layouts that an article may have."""

import pytest

from gaoqian.pages.layout import Habit, Layout, Layouts
from gaoqian.pages.line_odds import AGAINST_HABIT, NO_HEADLINE
from gaoqian.pages.vocabulary import Vocabulary
from page_parts import ROLES_OF_TWO, TWO_ARTICLES, make_line_odds


@pytest.fixture(scope="module")
def layouts() -> Layouts:
    """Those of two articles, each a headline and three lines."""
    return Layouts(make_line_odds(TWO_ARTICLES, ROLES_OF_TWO, Vocabulary.plain()))


def _best(layouts: Layouts, start: int, end: int, habit: Habit) -> Layout:
    return max(layouts.between(start, end, habit), key=lambda layout: layout.odds)


def test_headline_stands_before_its_body(layouts: Layouts) -> None:
    """On a page of the other habit, `AGAINST_HABIT` is added to the log odds."""
    best = _best(layouts, 0, 4, "before")
    assert (best.start, best.first, best.last, best.end, best.side) == (0, 1, 4, 4, "before")
    other = _best(layouts, 0, 4, "after")
    assert other.odds == pytest.approx(best.odds + AGAINST_HABIT)


def test_headline_stands_after_its_body(layouts: Layouts) -> None:
    """A headline line after a body makes a layout of side ``after``."""
    best = _best(layouts, 1, 5, "after")
    assert (best.first, best.last, best.end, best.side) == (1, 4, 5, "after")


def test_without_headlines(layouts: Layouts) -> None:
    """With all headlines at the end of the page, an article without one costs nothing."""
    assert {layout.side for layout in layouts.between(0, 4, "at_end")} == {None}
    (missing,) = layouts.between(1, 4, "before")
    (apart,) = layouts.between(1, 4, "at_end")
    assert missing.odds == pytest.approx(apart.odds + NO_HEADLINE)
