"""Parts of pages of text, made for a test: line odds from the roles that lines have."""

from collections.abc import Sequence

import numpy as np

from gaoqian.pages.line_odds import LineOdds
from gaoqian.pages.page_lines import find_page_lines
from gaoqian.pages.roles import BODY, ROLES, Odds
from gaoqian.pages.vocabulary import PageWords, Vocabulary

#: Two articles of a headline and three lines each.
TWO_ARTICLES = """旧车棚里有了议事厅
槐树湾社区的旧车棚空了六年，堆满了
破沙发和旧门板。居民把车棚清出来，改
成一间议事厅。
漪水鳗鱼苗来早了
入伏以后，漪水下游的鳗鱼苗比往年来
得早。渔民凌晨下网捕鳗鱼，天亮时网底
只有薄薄一层。"""
ROLES_OF_TWO = ("headline", "opens", "body", "closes") * 2


def make_line_odds(text: str, roles: Sequence[str], vocabulary: Vocabulary) -> LineOdds:
    """Return the odds of lines of which each has a role for certain."""
    lines = find_page_lines(text, 0, len(text)).lines
    odds: Odds = np.full((len(lines), len(ROLES)), -5.0)
    odds[:, BODY] = 0.0
    for index, role in enumerate(roles):
        odds[index, ROLES.index(role)] = 0.0 if role == "body" else 4.0
    return LineOdds(lines, PageWords(lines, vocabulary), odds)
