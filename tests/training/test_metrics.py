"""Figures, on cases small enough to check by hand."""

import numpy as np
import pytest

from gaoqian_training.metrics import measure

_TRUTH = np.array([[1, 0], [1, 0], [0, 1], [0, 0]], dtype=bool)
_SCORES = np.array([[0.9, 0.1], [0.2, 0.0], [0.6, 0.8], [0.1, 0.3]])
_GIVEN = _SCORES >= 0.5


def test_figures_by_hand() -> None:
    """One right, one missed, one wrong for a; b perfect; two of four exact; none found."""
    figures = measure(["a", "b"], _SCORES, _GIVEN, _TRUTH)
    a, b = figures.topics["a"], figures.topics["b"]
    assert (a.precision, a.recall, a.f1, a.support) == (0.5, 0.5, 0.5, 2)
    assert a.average_precision == pytest.approx((1 + 2 / 3) / 2)
    assert (b.precision, b.recall, b.f1, b.average_precision) == (1, 1, 1, 1)
    assert figures.macro_f1 == 0.75
    assert (figures.exact_match, figures.none_recall) == (0.5, 1.0)


def test_topic_without_articles_is_left_out_of_means() -> None:
    """Its precision is still counted, its average precision does not exist."""
    figures = measure(["a", "b"], _SCORES[:2], _GIVEN[:2], _TRUTH[:2])
    assert figures.topics["b"].average_precision is None
    assert figures.macro_f1 == figures.topics["a"].f1
    assert figures.none_recall is None
