"""Columns of one article that were written in another order than they are read in."""

from itertools import accumulate, permutations

import numpy as np
import pytest

from gaoqian.pages.line_odds import LineOdds
from gaoqian.pages.page_lines import find_page_lines
from gaoqian.pages.reading_order import reading_order
from gaoqian.pages.roles import ROLES, RUN, Odds
from gaoqian.pages.vocabulary import PageWords, Vocabulary

#: Three columns of one article; paragraphs are set in by two.
COLUMNS = (
    """入伏以后，漪水下游的鳗鱼苗比往
年来得早。渔民老谭凌晨两点下网，天亮
时网底只有薄薄一层，他数了数，不到三
百尾，放回去一半。
水产站的技术员说，苗少是因为上
游三月里水温低，鳗鱼苗在咸淡水交界的""",
    """地方多停了十来天。站里劝渔民把网眼放
大一号，等下一个潮汛再捕鳗鱼。
老谭听了劝，把网补好，收进船舱
里去了。这几天他改去下游收地笼，一天
能收三十来斤虾，价钱比去年贵两成，够
一家人的开销。他说，河是大家的，谁也""",
    """不能一次捞空。
等苗再上来，他打算只捕十天，余
下的让给上游的几户人家。去年这个时候
为了抢潮，两条船撞在一起，修船花去三
千多块，比卖苗的钱还多。今年大家坐在
一起，把下网的日子排了出来。""",
)


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """One without a bundle."""
    return Vocabulary.plain()


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_columns_come_into_reading_order(vocabulary: Vocabulary, order: tuple[int, ...]) -> None:
    """Whatever order they were written in; what reads well is left as it is."""
    text = "\n".join(COLUMNS[column] for column in order)
    lines = find_page_lines(text, 0, len(text)).lines
    odds: Odds = np.full((len(lines), len(ROLES)), -3.0)
    starts = accumulate(COLUMNS[column].count("\n") + 1 for column in order[:-1])
    odds[list(starts), RUN] = -1.0  # somewhat likelier than elsewhere
    line_odds = LineOdds(lines, PageWords(lines, vocabulary), odds)
    found = reading_order(line_odds, 0, len(lines), vocabulary.segmenter)
    assert "\n".join(lines[index].text for index in found) == "\n".join(COLUMNS)


def test_short_bodies_stay_as_they_are(vocabulary: Vocabulary) -> None:
    """Nobody sets six lines in two columns."""
    text = COLUMNS[0]
    lines = find_page_lines(text, 0, len(text)).lines
    odds: Odds = np.zeros((len(lines), len(ROLES)))
    line_odds = LineOdds(lines, PageWords(lines, vocabulary), odds)
    assert reading_order(line_odds, 0, 6, vocabulary.segmenter) == [0, 1, 2, 3, 4, 5]
