"""What speaks for and against a line's part in an article, as log odds that add up.

What a line looks like is judged by a network that was learned (`gaoqian.pages.roles`). The few
numbers here say what a page as a whole is like; they are round on purpose: 1 is a hint, 2 a good
sign, 5 all but excludes.
"""

from collections.abc import Sequence

from gaoqian.pages.cues import page_cues
from gaoqian.pages.lines import Line, right_column
from gaoqian.pages.roles import BYLINE, CLOSES, HEADLINE, OPENS, Odds
from gaoqian.pages.vocabulary import PageWords

#: Headlines that are missing are rare, and a line that looks like one mostly is one.
NO_HEADLINE = -0.5
#: A page sets nearly all headlines on one side of the bodies.
AGAINST_HABIT = -3.0
#: Bylines stand with the headline; alone above a body they are likelier the last article's.
BARE_BYLINE = -0.5
#: A line that ends within a sentence, at less than this share of its column, is no body's first:
#: a sentence goes on to the column's edge. The network has seen few texts of some lines alone.
_TORN, _SHORT = -2.0, 0.8
#: In lines: kicker, headline and subtitle, all over two lines and more.
MAX_HEADLINE = 8
#: Lines that are less likely a headline, or a seam, are not tried as one.
_HARDLY = -4.5


class LineOdds:
    """Log odds of the parts that lines may have; positions are indices of lines.

    Args:
        lines: The lines of a page, all that stands apart left out.
        words: Their words.
        odds: Of each line's roles, see `roles.RoleNetwork.log_odds`.
    """

    def __init__(self, lines: Sequence[Line], words: PageWords, odds: Odds) -> None:
        self.lines = lines
        self.words = words
        self.odds: list[list[float]] = odds.tolist()
        self.cues = page_cues(lines)

    def may_split(self, index: int) -> bool:
        """Whether one article may end and another begin before a line."""
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
        """Whether a line beside a body is a byline rather than of a headline."""
        odds = self.odds[index]
        return odds[BYLINE] > max(odds[HEADLINE], _HARDLY)

    def headline_odds(self, index: int) -> float | None:
        """Return the odds of a line of a headline; None where it is hardly one."""
        odds = self.odds[index][HEADLINE]
        return odds if odds > _HARDLY else None

    def byline_odds(self, index: int) -> float:
        """Return the odds of a byline."""
        return self.odds[index][BYLINE]

    def opening_odds(self, index: int) -> float:
        """Return the odds of the first line of a body."""
        line, cues = self.lines[index], self.cues[index]
        falls_short = line.width < _SHORT * right_column(self.lines, index)
        return self.odds[index][OPENS] + (_TORN if falls_short and not cues.ends_sentence else 0.0)

    def closing_odds(self, end: int) -> float:
        """Return the odds of a body that ends before a line."""
        return self.odds[end - 1][CLOSES]
