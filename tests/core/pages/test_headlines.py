"""Headlines that all stand at the end of a page."""

import numpy as np
import pytest

from gaoqian.pages.headlines import assign_headlines, count_headlines_at_end
from gaoqian.pages.lines import find_lines
from gaoqian.pages.segmentation import segment
from gaoqian.pages.vocabulary import Vocabulary
from page_parts import TWO_ARTICLES, make_line_odds

_BODIES = "\n".join(TWO_ARTICLES.split("\n")[1:4] + TWO_ARTICLES.split("\n")[5:])
_ROLES = ("opens", "body", "closes") * 2


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """One without a bundle."""
    return Vocabulary.plain()


@pytest.mark.parametrize(("lines", "found"), [(6, 0), (7, 7)])
def test_a_run_longer_than_one_headline(vocabulary: Vocabulary, lines: int, found: int) -> None:
    """Seven headline lines at the end are several headlines; six may be a single one."""
    text = "\n".join([_BODIES, *["小桥修好了"] * lines])
    line_odds = make_line_odds(text, [*_ROLES, *["headline"] * lines], vocabulary)
    assert count_headlines_at_end(line_odds.lines, np.array(line_odds.odds)) == found


def test_lines_go_to_the_article_whose_words_they_hold(vocabulary: Vocabulary) -> None:
    """In the order of the articles; several lines make one headline."""
    line_odds = make_line_odds(_BODIES, _ROLES, vocabulary)
    found = segment(line_odds, ("at_end",))
    run = find_lines("旧车棚里\n有了议事厅\n漪水鳗鱼苗", 0, 16)
    assigned = assign_headlines(run, found, line_odds)
    assert [[line.text for line in lines] for lines in assigned] == [
        ["旧车棚里", "有了议事厅"],
        ["漪水鳗鱼苗"],
    ]
