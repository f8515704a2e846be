"""Log odds of the parts that lines may have in an article.

A trained network estimates each line's role (`gaoqian.pages.roles`). The constants here are
priors on whole articles, deliberately round: 1 is weak evidence, 2 strong, 5 nearly conclusive.
"""

from collections.abc import Sequence

from gaoqian.pages.cues import page_cues
from gaoqian.pages.lines import Line, right_column
from gaoqian.pages.roles import BYLINE, CLOSES, HEADLINE, OPENS, Odds
from gaoqian.pages.vocabulary import PageWords

#: An article without headline: rare.
NO_HEADLINE = -0.5
#: A headline on the other side of its body than the page's others: very rare.
AGAINST_HABIT = -3.0
#: A byline above a body without headline: more likely the end of the previous article.
BARE_BYLINE = -0.5
#: A body whose first line ends within a sentence, at less than this share of its column: a
#: sentence fills the line. The network was trained on few texts of single lines.
_TORN, _SHORT = -2.0, 0.8
#: In lines: kicker, headline and subtitle, each of two lines or more.
MAX_HEADLINE = 8
#: Lines with lower log odds are not considered as headlines or article boundaries.
_HARDLY = -4.5


class LineOdds:
    """Log odds of the parts that a page's lines may have, by line index.

    Args:
        lines: The lines of a page, without captions and furniture.
        words: Their words.
        odds: Log odds of each line's roles, see `roles.RoleNetwork.log_odds`.
    """

    def __init__(self, lines: Sequence[Line], words: PageWords, odds: Odds) -> None:
        self.lines = lines
        self.words = words
        self.odds: list[list[float]] = odds.tolist()
        self.cues = page_cues(lines)

    def may_split(self, index: int) -> bool:
        """Whether an article boundary is possible before a line."""
        if index in {0, len(self.lines)}:
            return True
        before, after = self.odds[index - 1], self.odds[index]
        heading_before = max(before[HEADLINE], before[BYLINE])
        heading_after = max(after[HEADLINE], after[BYLINE])
        is_body_upon_body = max(heading_before, heading_after) <= _HARDLY
        if is_body_upon_body and not self.cues[index - 1].ends_sentence:
            return False
        return (
            max(before[CLOSES], heading_before) > _HARDLY
            and max(after[OPENS], heading_after) > _HARDLY
        )

    def is_byline(self, index: int) -> bool:
        """Whether a line next to a body is a byline rather than part of a headline."""
        odds = self.odds[index]
        return odds[BYLINE] > max(odds[HEADLINE], _HARDLY)

    def headline_odds(self, index: int) -> float | None:
        """Return the log odds of a headline's line; None if it is too unlikely."""
        odds = self.odds[index][HEADLINE]
        return odds if odds > _HARDLY else None

    def byline_odds(self, index: int) -> float:
        """Return the log odds of a byline."""
        return self.odds[index][BYLINE]

    def opening_odds(self, index: int) -> float:
        """Return the log odds of the first line of a body."""
        line, cues = self.lines[index], self.cues[index]
        falls_short = line.width < _SHORT * right_column(self.lines, index)
        return self.odds[index][OPENS] + (_TORN if falls_short and not cues.ends_sentence else 0.0)

    def closing_odds(self, end: int) -> float:
        """Return the log odds that the line before ``end`` is the last of a body."""
        return self.odds[end - 1][CLOSES]
