"""Log odds of the parts that lines may have."""

import pytest

from gaoqian.pages.line_odds import LineOdds
from gaoqian.pages.vocabulary import Vocabulary
from page_parts import ROLES_OF_TWO, TWO_ARTICLES, make_line_odds


@pytest.fixture(scope="module")
def line_odds() -> LineOdds:
    """Those of two articles, each a headline and three lines."""
    return make_line_odds(TWO_ARTICLES, ROLES_OF_TWO, Vocabulary.plain())


def test_articles_part_where_one_closes_and_another_opens(line_odds: LineOdds) -> None:
    """At the page's ends, and where neither side is within a body."""
    parts = [index for index in range(9) if line_odds.may_split(index)]
    assert parts == [0, 1, 4, 5, 8]


def test_headline_and_byline(line_odds: LineOdds) -> None:
    """`headline_odds` is None for an unlikely headline."""
    assert line_odds.headline_odds(0) == 4.0
    assert line_odds.headline_odds(1) is None
    assert not line_odds.is_byline(0)
    bylines = make_line_odds(TWO_ARTICLES, ["headline", "byline"], Vocabulary.plain())
    assert bylines.is_byline(1)
    assert bylines.byline_odds(1) == 4.0


def test_a_body_opens_with_a_full_line(line_odds: LineOdds) -> None:
    """A short line that ends mid-sentence has lower odds as a body's first."""
    assert line_odds.opening_odds(1) == 4.0
    torn = make_line_odds(
        "旧车棚\n" + TWO_ARTICLES.split("\n", 1)[1], ["opens"], Vocabulary.plain()
    )
    assert torn.opening_odds(0) == 2.0
    assert line_odds.closing_odds(4) == 4.0
