"""Line features."""

import numpy as np
import pytest

from gaoqian.pages.features import COUNT, OF_A_LINE, REACH, line_features
from gaoqian.pages.page_lines import find_page_lines
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
