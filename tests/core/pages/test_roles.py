"""What is seen of lines, and the roles that it speaks for."""

import numpy as np
import pytest

from gaoqian.pages import roles
from gaoqian.pages.features import COUNT, OF_A_LINE, REACH, line_features
from gaoqian.pages.page_lines import find_page_lines
from gaoqian.pages.roles import ROLES, RoleNetwork, load_network
from gaoqian.pages.vocabulary import PageWords, Vocabulary

PAGE = """霁川日报 2026年7月21日 星期二 第6版
旧车棚里有了议事厅
○通讯员 马小满
　　槐树湾社区的旧车棚空了六年，堆满
了破沙发和旧门板。今年开春，居民小组
把它清出来，刷了白墙，换了瓦，改成一
间议事厅。
图为居民在议事厅开会。（龙一舟 摄）
　　四个月里，居民在议事厅说成了十七
件事，最大的一件是给车棚边的坡道装扶
手。"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """One without a bundle."""
    return Vocabulary.plain()


def test_copy_is_read_without_what_stands_apart() -> None:
    """Furniture is gone, captions are by themselves, and where they stood is known."""
    copy = find_page_lines(PAGE, 0, len(PAGE))
    assert copy.lines[0].text == "旧车棚里有了议事厅"
    assert [[line.text for line in caption] for caption in copy.captions] == [
        ["图为居民在议事厅开会。（龙一舟 摄）"]
    ]
    assert [copy.lines[index].closed[:4] for index in copy.below_captions] == ["四个月里"]


def test_neighbours_are_seen_with_a_line(vocabulary: Vocabulary) -> None:
    """What is seen of a line is seen again from its neighbours; all numbers stay small."""
    lines = find_page_lines(PAGE, 0, len(PAGE)).lines
    seen = line_features(lines, PageWords(lines, vocabulary))
    assert seen.shape == (len(lines), COUNT)
    assert np.abs(seen).max() <= 4.0
    width = len(OF_A_LINE)
    here = seen[:, REACH * width : (REACH + 1) * width]
    below = seen[:, (REACH + 1) * width : (REACH + 2) * width]
    assert np.array_equal(here[1:], below[:-1])
    byline, indented = OF_A_LINE.index("is a byline"), OF_A_LINE.index("indented")
    assert np.flatnonzero(here[:, byline]).tolist() == [1]
    assert np.flatnonzero(here[:, indented]).tolist() == [2, 6]


def test_network_knows_an_article_from_its_heading(vocabulary: Vocabulary) -> None:
    """A headline, a byline and the ends of a body are told apart on a page of one article."""
    copy = find_page_lines(PAGE, 0, len(PAGE))
    words = PageWords(copy.lines, vocabulary)
    odds = load_network().log_odds(line_features(copy.lines, words, copy.below_captions))
    found = [ROLES[role] for role in odds.argmax(axis=1)]
    assert found[:3] == ["headline", "byline", "opens"]
    assert found[-1] == "closes"
    assert set(found[3:-1]) <= {"body", "closes"}  # a paragraph ends above the caption


def test_odds_are_against_standing_within_a_body() -> None:
    """The network's arithmetic, on one unit: softmax, tempered, over what is within a body."""
    hidden = np.zeros((COUNT, 1), dtype=np.float32)
    hidden[0, 0] = 2.0
    output = np.zeros((1, len(ROLES)), dtype=np.float32)
    output[0, roles.HEADLINE] = 1.0
    network = RoleNetwork(
        hidden, np.array([-1.0], dtype=np.float32), output, np.zeros(len(ROLES), dtype=np.float32)
    )
    features = np.zeros((2, COUNT), dtype=np.float32)
    features[:, 0] = 0.25, 2.0  # the unit is off, and gives 3
    odds = network.log_odds(features)
    assert odds[:, roles.HEADLINE] == pytest.approx([-0.5 * np.log(3), 0.5 * (3 - np.log(3))])
    assert odds[1, roles.BODY] == pytest.approx(-0.5 * np.log(3))
