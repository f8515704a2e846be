"""Captions and the articles that they belong to."""

import pytest

from gaoqian.pages.captions import attach_captions
from gaoqian.pages.draft import TextDraft
from gaoqian.pages.lines import Line, find_lines
from gaoqian.pages.segmentation import segment
from gaoqian.pages.vocabulary import Vocabulary
from page_parts import ROLES_OF_TWO, TWO_ARTICLES, make_line_odds


@pytest.fixture
def drafts() -> list[TextDraft]:
    """Two of a headline and three lines each."""
    vocabulary = Vocabulary.plain()
    line_odds = make_line_odds(TWO_ARTICLES, ROLES_OF_TWO, vocabulary)
    return [TextDraft(one, line_odds, vocabulary.segmenter) for one in segment(line_odds)]


def _caption(text: str) -> list[Line]:
    """Return a caption that stands behind both articles."""
    before = f"{TWO_ARTICLES}\n"
    return find_lines(before + text, len(before), len(before) + len(text))


def test_caption_beside_an_article(drafts: list[TextDraft]) -> None:
    """The caption is assigned to the nearby article that shares its words."""
    attach_captions(drafts, [_caption("图为渔民在漪水捕鳗鱼苗。")])
    captions = [[line.text for one in draft.captions for line in one] for draft in drafts]
    assert captions == [[], ["图为渔民在漪水捕鳗鱼苗。"]]


def test_caption_that_closes_a_picture_story(drafts: list[TextDraft]) -> None:
    """Its sentence ends the body, and its credit becomes the byline."""
    attach_captions(drafts, [_caption("图为渔民在漪水捕鳗鱼苗。\n龙一舟 摄")])
    eels = drafts[1]
    assert [line.text for line in eels.story] == ["图为渔民在漪水捕鳗鱼苗。"]
    assert [line.text for line in eels.bylines] == ["龙一舟 摄"]
    assert eels.captions == []
