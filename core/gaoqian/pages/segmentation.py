"""Page segmentation: the best partition of a page's lines into articles.

Each possible article has log odds, and a partition the sum of its articles' log odds. Dynamic
programming over the possible boundaries finds the best partition, as in semi-Markov models
(Sarawagi and Cohen, Semi-Markov conditional random fields, 2004). The forward-backward algorithm
gives each article's marginal probability, which is the confidence of the segmentation.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp, log

from gaoqian.pages.layout import Habit, Layout, Layouts
from gaoqian.pages.line_odds import LineOdds

#: In lines: longer than any article on one page; bounds the computation.
_MAX_ARTICLE = 400
#: Most boundaries that an article may span; a whole page has about seventy.
_MAX_SEAMS = 80
_HABITS: tuple[Habit, ...] = ("before", "after")


@dataclass(frozen=True, slots=True)
class Segment:
    """An article that was found.

    Attributes:
        layout: Its lines and their parts.
        probability: Its marginal probability over all partitions of the page, 0 to 1.
    """

    layout: Layout
    probability: float


@dataclass(frozen=True, slots=True)
class _Partition:
    """The best partition under one habit, and the log of the summed odds of all partitions."""

    layouts: list[Layout]
    probabilities: list[float]
    total: float


def segment(line_odds: LineOdds, habits: Sequence[Habit] = _HABITS) -> list[Segment]:
    """Partition a page's lines into articles.

    The habit (headlines before or after their bodies) with the greater total odds is chosen;
    single articles may differ, at a cost.

    Args:
        line_odds: Log odds of the page's lines; at least one line.
        habits: The habits to consider.
    """
    seams = [index for index in range(len(line_odds.lines) + 1) if line_odds.may_split(index)]
    layouts = Layouts(line_odds)
    partitions = [_best_partition(seams, layouts, habit) for habit in habits]
    best = max(partitions, key=lambda partition: partition.total)
    others = sum(exp(max(-700.0, other.total - best.total)) for other in partitions) - 1.0
    certainty = 1.0 / (1.0 + others)
    return [
        Segment(layout, probability * max(certainty, 0.5))
        for layout, probability in zip(best.layouts, best.probabilities, strict=True)
    ]


def _best_partition(seams: Sequence[int], layouts: Layouts, habit: Habit) -> _Partition:
    pieces = _pieces(seams, layouts, habit)
    count = len(seams)
    best = [0.0] + [-float("inf")] * (count - 1)
    chosen: list[tuple[int, Layout] | None] = [None] * count
    forward = [0.0] + [-float("inf")] * (count - 1)
    for (left, right), (layout, odds) in pieces.items():
        if best[left] + layout.odds > best[right]:
            best[right] = best[left] + layout.odds
            chosen[right] = (left, layout)
        forward[right] = _add(forward[right], forward[left] + odds)
    backward = [-float("inf")] * (count - 1) + [0.0]
    for (left, right), (_, odds) in reversed(pieces.items()):
        backward[left] = _add(backward[left], backward[right] + odds)
    found, probabilities = [], []
    right = count - 1
    while (step := chosen[right]) is not None:
        left, layout = step
        found.append(layout)
        probabilities.append(exp(forward[left] + layout.odds + backward[right] - forward[-1]))
        right = left
    return _Partition(found[::-1], probabilities[::-1], forward[-1])


def _pieces(
    seams: Sequence[int], layouts: Layouts, habit: Habit
) -> dict[tuple[int, int], tuple[Layout, float]]:
    """Return, for each pair of boundaries, the best layout and the summed odds of all."""
    pieces = {}
    for right in range(1, len(seams)):
        for left in range(max(0, right - _MAX_SEAMS), right):
            if seams[right] - seams[left] > _MAX_ARTICLE:
                continue
            every = list(layouts.between(seams[left], seams[right], habit))
            if every:
                total = every[0].odds
                for layout in every[1:]:
                    total = _add(total, layout.odds)
                pieces[left, right] = (max(every, key=lambda layout: layout.odds), total)
    return pieces


def _add(left: float, right: float) -> float:
    """Return the log of the sum of two numbers given as logs."""
    low, high = sorted((left, right))
    return high + log(1.0 + exp(low - high)) if low > -float("inf") else high
