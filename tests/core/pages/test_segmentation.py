"""Partitions of a page into articles."""

import pytest

from gaoqian.pages.segmentation import segment
from gaoqian.pages.vocabulary import Vocabulary
from page_parts import ROLES_OF_TWO, TWO_ARTICLES, make_line_odds


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """One without a bundle."""
    return Vocabulary.plain()


def test_roles_that_are_clear_give_a_sure_cut(vocabulary: Vocabulary) -> None:
    """Two headlines before their bodies are two articles."""
    found = segment(make_line_odds(TWO_ARTICLES, ROLES_OF_TWO, vocabulary))
    assert [(one.layout.start, one.layout.first, one.layout.end) for one in found] == [
        (0, 1, 4),
        (4, 5, 8),
    ]
    assert all(0.9 < one.probability <= 1.0 for one in found)


def test_headlines_may_all_stand_behind(vocabulary: Vocabulary) -> None:
    """Headlines after their bodies are recognised as the page's habit."""
    shed, eels = TWO_ARTICLES.split("\n")[:4], TWO_ARTICLES.split("\n")[4:]
    text = "\n".join([*shed[1:], shed[0], *eels[1:], eels[0]])
    roles = (*ROLES_OF_TWO[1:4], "headline") * 2
    found = segment(make_line_odds(text, roles, vocabulary))
    assert [(one.layout.side, one.layout.end) for one in found] == [("after", 4), ("after", 8)]


def test_every_line_is_in_one_article(vocabulary: Vocabulary) -> None:
    """The partition covers the page even if no line has a likely role."""
    found = segment(make_line_odds(TWO_ARTICLES, [], vocabulary))
    assert found[0].layout.start == 0
    assert found[-1].layout.end == 8
    assert all(0.0 < one.probability <= 1.0 for one in found)
