"""The confusion matrix, on articles that can be counted by hand."""

import numpy as np
import pytest

from gaoqian_training.evaluation_report.confusion import confusion_matrix


def _matrix(carried: list[list[int]], given: list[list[int]]) -> list[list[int]]:
    counts = confusion_matrix(np.array(given, dtype=bool), np.array(carried, dtype=bool))
    return [[int(count) for count in row] for row in counts]


@pytest.mark.parametrize(
    ("carried", "given", "cells"),
    [
        ([1, 0], [1, 0], {(0, 0)}),  # right
        ([0, 0], [0, 0], {(2, 2)}),  # rightly none
        ([0, 0], [0, 1], {(2, 1)}),  # given where there is none
        ([1, 0], [0, 0], {(0, 2)}),  # missed, nothing given
        ([1, 0], [0, 1], {(0, 1)}),  # one for the other
        ([1, 0], [1, 1], {(0, 0), (0, 1)}),  # one too many, in the row of what it carries
        ([1, 1], [1, 0], {(0, 0), (1, 2)}),  # one missed beside a right one
        ([1, 1], [0, 0], {(0, 2), (1, 2)}),  # both missed
    ],
)
def test_cells_of_one_article(
    carried: list[int], given: list[int], cells: set[tuple[int, int]]
) -> None:
    """Rows are a, b, none; every cell that counts the article counts it once."""
    counts = _matrix([carried], [given])
    found = {(r, c) for r, row in enumerate(counts) for c, count in enumerate(row) if count}
    assert found == cells
    assert sum(map(sum, counts)) == len(cells)


def test_articles_add_up() -> None:
    """Two right, one confused, one none."""
    counts = _matrix([[1, 0], [1, 0], [1, 0], [0, 0]], [[1, 0], [1, 0], [0, 1], [0, 0]])
    assert counts == [[2, 1, 0], [0, 0, 0], [0, 0, 1]]


def test_wrong_topic_stands_for_the_missed_one() -> None:
    """Of a and b, a is found and c given for b: the mistake is b's alone."""
    counts = _matrix([[1, 1, 0]], [[1, 0, 1]])
    assert counts == [[1, 0, 0, 0], [0, 0, 1, 0], [0, 0, 0, 0], [0, 0, 0, 0]]
