"""Drafts of articles from pages of text."""

import pytest

from gaoqian.pages.draft import TextDraft
from gaoqian.pages.lines import find_lines
from gaoqian.pages.segmentation import segment
from gaoqian.pages.vocabulary import Vocabulary
from page_parts import ROLES_OF_TWO, TWO_ARTICLES, make_line_odds


@pytest.fixture(scope="module")
def drafts() -> list[TextDraft]:
    """Two of a headline and three lines each."""
    vocabulary = Vocabulary.plain()
    line_odds = make_line_odds(TWO_ARTICLES, ROLES_OF_TWO, vocabulary)
    return [TextDraft(one, line_odds, vocabulary.segmenter) for one in segment(line_odds)]


def test_lines_become_headline_and_body(drafts: list[TextDraft]) -> None:
    """Hard wraps are joined, and positions point into the page."""
    article = drafts[1].article(3)
    assert article.headline == "漪水鳗鱼苗来早了"
    assert article.body == (
        "入伏以后，漪水下游的鳗鱼苗比往年来得早。渔民凌晨下网捕鳗鱼，天亮时网底只有薄薄一层。"
    )
    assert article.page == 3
    assert article.start is not None
    assert TWO_ARTICLES[article.start : article.end].startswith("漪水鳗鱼苗来早了\n入伏")


def test_headline_that_stands_apart() -> None:
    """It is used by an article without a headline of its own."""
    vocabulary = Vocabulary.plain()
    body = "\n".join(TWO_ARTICLES.split("\n")[1:4])
    line_odds = make_line_odds(body, ROLES_OF_TWO[1:4], vocabulary)
    (found,) = segment(line_odds, ("at_end",))
    apart = find_lines("旧车棚里有了议事厅", 0, 9)
    article = TextDraft(found, line_odds, vocabulary.segmenter, apart).article(1)
    assert article.headline == "旧车棚里有了议事厅"
    assert (article.start, article.end) == (0, len(body))
