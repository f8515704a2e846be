"""Pages whose headlines all follow the last body, as some systems export them.

The headlines are assumed to be in the order of their bodies; dynamic programming splits that run
of lines into headlines and assigns them to articles.
"""

from collections.abc import Sequence

from gaoqian.pages.cues import read_cues
from gaoqian.pages.line_odds import NO_HEADLINE, LineOdds
from gaoqian.pages.lines import Line
from gaoqian.pages.roles import HEADLINE, Odds
from gaoqian.pages.segmentation import Segment

#: Log odds by number of lines: one or two are usual; kickers and subtitles add to them.
_LINES = (0.0, 0.0, 0.0, -0.7, -1.5, -2.5)
#: In lines: a longer run is more than one headline.
_FEWEST = len(_LINES) + 1
#: In Han characters: the longest line of a headline.
_LONGEST = 30.0
#: Log odds for ending a headline with a comma.
_TORN = -5.0
#: Log odds per line for a full overlap of words, the only evidence where position gives none.
_WORDS = 8.0


def count_headlines_at_end(lines: Sequence[Line], odds: Odds) -> int:
    """Return the number of headline lines at the end of a page; 0 if they are elsewhere.

    Args:
        lines: The lines of a page.
        odds: Log odds of their roles, see `roles.RoleNetwork.log_odds`.
    """
    count = 0
    for line, of_line in zip(reversed(lines), reversed(odds), strict=True):
        if of_line.argmax() != HEADLINE and not _may_head(line):
            break
        count += 1
    return count if _FEWEST <= count < len(lines) else 0


def _may_head(line: Line) -> bool:
    cues = read_cues(line)
    return not ("。" in line.closed or cues.is_byline or line.width > _LONGEST or cues.commas > 1)


def assign_headlines(
    run: Sequence[Line], found: Sequence[Segment], line_odds: LineOdds
) -> list[list[Line]]:
    """Split a run of headline lines among articles, in order.

    Args:
        run: Lines of headlines.
        found: The articles, segmented without them.
        line_odds: Log odds of the page's other lines.

    Returns:
        The headline lines of each article; empty for an article without headline.
    """
    best = [0.0] + [-float("inf")] * len(run)
    choices: list[list[int]] = []
    for segment in found:
        following = [-float("inf")] * (len(run) + 1)
        choice = [0] * (len(run) + 1)
        for end in range(len(run) + 1):
            for count in range(min(len(_LINES), end + 1)):
                odds = best[end - count] + _odds(run[end - count : end], segment, line_odds)
                if odds > following[end]:
                    following[end], choice[end] = odds, count
        best = following
        choices.append(choice)
    return _trace(run, choices)


def _odds(lines: Sequence[Line], segment: Segment, line_odds: LineOdds) -> float:
    if not lines:
        return NO_HEADLINE
    odds = _LINES[len(lines)]
    if read_cues(lines[-1]).must_continue:
        odds += _TORN
    layout = segment.layout
    shares = (line_odds.words.share([line], layout.first, layout.last) for line in lines)
    return odds + _WORDS * sum(share or 0.0 for share in shares)


def _trace(run: Sequence[Line], choices: Sequence[Sequence[int]]) -> list[list[Line]]:
    """Trace the best path back; lines assigned to no article are dropped."""
    end = len(run)
    headlines: list[list[Line]] = []
    for choice in reversed(choices):
        count = choice[end]
        headlines.append(list(run[end - count : end]))
        end -= count
    return headlines[::-1]
