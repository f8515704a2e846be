"""Reading order of a body whose columns were exported in another order.

Some systems export the columns of an article in the order of their last move. The text then
begins within a sentence, and its beginning comes later. Where a line hardly continues the one
above, the body is split into runs; the permutation of runs with the greatest log odds of
beginning, end and joints is chosen.
"""

from collections.abc import Sequence
from itertools import pairwise, permutations
from statistics import quantiles

from gaoqian.pages.line_odds import LineOdds
from gaoqian.pages.roles import RUN
from gaoqian.segment import Segmenter

#: Most breaks considered, the likeliest ones: six runs have 720 permutations.
_MAX_BREAKS = 5
#: Most breaks of the chosen order: a page has about five columns.
_MAX_USED = 4
#: Log odds of the order as written.
_AS_WRITTEN = 2.0
#: In lines: the shortest column.
_SHORTEST = 4
#: Breaks with lower log odds are not considered.
_HARDLY = -4.5
#: In Han characters: an indent is two, and punctuation that must not begin a line takes one more;
#: a line that misses more is short.
_INDENT, _SLACK, _SHORT = 3.2, 1.4, 2.5
#: In characters on either side of a joint: context for words across it.
_REACH = 4


def reading_order(line_odds: LineOdds, first: int, last: int, segmenter: Segmenter) -> list[int]:
    """Return the line indices of the body ``[first, last)`` in reading order."""
    as_written = list(range(first, last))
    if last - first < 2 * _SHORTEST:
        return as_written
    body = _Body(line_odds, first, last, segmenter)
    breaks = body.likely_breaks()
    if not breaks:
        return as_written
    runs = [range(*ends) for ends in pairwise([first, *breaks, last])]
    order = _best_order(runs, body)
    return [index for number in order for index in runs[number]]


class _Body:
    """Log odds of breaks and joints within one body."""

    def __init__(self, line_odds: LineOdds, first: int, last: int, segmenter: Segmenter) -> None:
        self._line_odds = line_odds
        self._first, self._last = first, last
        self._segmenter = segmenter
        widths = [line_odds.lines[index].width for index in range(first, last)]
        self._column = quantiles(widths, n=10)[6]

    def likely_breaks(self) -> list[int]:
        """Return the indices of lines that may begin a run, in order."""
        inner = range(self._first + _SHORTEST, self._last - _SHORTEST + 1)
        odds = {index: self.breaks(index) - 0.5 * self.joint(index - 1, index) for index in inner}
        likely = sorted(inner, key=lambda index: -odds[index])[:_MAX_BREAKS]
        return sorted(index for index in likely if odds[index] > _HARDLY)

    def breaks(self, index: int) -> float:
        """Return the log odds that a line does not continue the one above."""
        within_word = index in self._line_odds.words.cut_words
        return self._line_odds.odds[index][RUN] - (3.0 if within_word else 0.0)

    def opens(self, index: int) -> float:
        """Return the log odds that a line begins a paragraph, by its form."""
        line, cues = self._line_odds.lines[index], self._line_odds.cues[index]
        if cues.cannot_open:
            return -3.0
        if cues.opens_with_lead:
            return 4.0
        if line.is_indented:
            return 3.0
        missing = self._column - line.width
        if missing <= _SLACK:  # a full line is not indented
            return -1.5
        return 1.5 if missing < _INDENT and not cues.ends_sentence else 0.0

    def ends(self, index: int) -> float:
        """Return the log odds that the body ends with a line."""
        return 0.0 if self._line_odds.cues[index].ends_sentence else -4.0

    def joint(self, upper: int, lower: int) -> float:
        """Return the log odds that line ``lower`` continues line ``upper``."""
        opens = self.opens(lower)
        line = self._line_odds.lines[upper]
        is_short = line.width < self._column - _SHORT
        if self._line_odds.cues[upper].ends_sentence:
            if opens >= 0:
                return 1.0 if opens else 0.0
            return -2.0 if is_short else -0.5
        if opens >= 1:
            return -3.0
        if is_short:
            return -2.0
        return 2.5 if self._share_a_word(upper, lower) else 1.0

    def _share_a_word(self, upper: int, lower: int) -> bool:
        head = self._line_odds.lines[upper].closed[-_REACH:]
        tail = self._line_odds.lines[lower].closed[:_REACH]
        end = 0
        for word in self._segmenter.cut(head + tail):
            if end < len(head) < end + len(word):
                return True
            end += len(word)
        return False


def _best_order(runs: Sequence[range], body: _Body) -> tuple[int, ...]:
    numbers = range(len(runs))
    opens = [body.opens(run[0]) for run in runs]
    ends = [body.ends(run[-1]) for run in runs]
    breaks = [body.breaks(run[0]) for run in runs]
    joints = [
        [body.joint(runs[upper][-1], runs[lower][0]) for lower in numbers] for upper in numbers
    ]

    def odds_of(order: tuple[int, ...]) -> float:
        kept = {lower for upper, lower in pairwise(order) if lower == upper + 1}
        broken = [number for number in numbers[1:] if number not in kept]
        if len(broken) > _MAX_USED:
            return -float("inf")
        odds = _AS_WRITTEN if not broken else 0.0
        joined = sum(joints[upper][lower] for upper, lower in pairwise(order))
        odds += opens[order[0]] + ends[order[-1]] + joined
        return odds + sum(breaks[one] for one in broken)

    return max(permutations(numbers), key=odds_of)  # of equals the first, which is as written
