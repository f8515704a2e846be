"""Line roles: the network and its arithmetic."""

import numpy as np
import pytest

from gaoqian.pages import roles
from gaoqian.pages.features import COUNT, line_features
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
