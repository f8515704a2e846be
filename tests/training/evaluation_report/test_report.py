"""Which topics a report draws."""

from collections.abc import Sequence

import numpy as np
import pytest

from gaoqian_training.evaluation_report.confusion import merge_others
from gaoqian_training.evaluation_report.report import topics_drawn
from predictions import predictions_of


def _mistakes(counts: Sequence[int]) -> tuple[list[list[int]], list[list[int]]]:
    """Return what is predicted of twenty articles, and that none carries anything."""
    predicted = [[int(row < count) for count in counts] for row in range(20)]
    return predicted, [[0] * len(counts) for _ in range(20)]


@pytest.mark.parametrize(
    ("counts", "drawn"),
    [
        ([1, 0, 3], [0, 1, 2]),  # few enough
        ([1, 0, 3, 9, 2], [2, 3, 4]),  # the most mistaken, in topic order
        ([2, 2, 2, 2, 2], [0, 1, 2]),  # the first of equals
    ],
)
def test_topics_with_most_mistakes_are_drawn(counts: list[int], drawn: list[int]) -> None:
    """At most so many, however many topics there are."""
    names = [str(number) for number in range(len(counts))]
    assert topics_drawn(predictions_of(*_mistakes(counts), names), limit=3) == drawn


def test_hundreds_of_topics_make_plots_of_two_dozen() -> None:
    """The confusion matrix is merged to them, the others and none, and loses no count."""
    generator = np.random.default_rng(2)
    predicted = generator.random((50, 407)) < 0.01
    names = [str(number) for number in range(407)]
    drawn = topics_drawn(predictions_of(predicted.tolist(), (~predicted).tolist(), names))
    assert len(drawn) == 24
    counts = generator.integers(0, 9, (408, 408))
    merged = merge_others(counts, drawn)
    assert merged.shape == (26, 26)
    assert merged.sum() == counts.sum()
    assert merged[3, 7] == counts[drawn[3], drawn[7]]
    assert merged[-1, -1] == counts[-1, -1]
    assert merged[2, -1] == counts[drawn[2], -1]
    others = np.setdiff1d(np.arange(407), drawn)
    assert merged[-2, -2] == counts[np.ix_(others, others)].sum()
