"""Figures, on cases small enough to check by hand."""

import numpy as np
import pytest

from gaoqian_training.metrics import expected_calibration_error, measure, reliability_bins

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


def test_calibration_error_by_hand() -> None:
    """Two bins of two: means 0.2 and 0.7, shares 0 and 0.5, so 0.2 wrong in either."""
    probabilities = np.array([0.9, 0.1, 0.5, 0.3])
    truth = np.array([1, 0, 0, 0], dtype=bool)
    low, high = reliability_bins(probabilities, truth, bins=2)
    assert (low.count, low.share) == (2, 0.0)
    assert low.probability == pytest.approx(0.2)
    assert (high.count, high.share) == (2, 0.5)
    assert high.probability == pytest.approx(0.7)
    assert expected_calibration_error(probabilities, truth, bins=2) == pytest.approx(0.2)


def test_calibration_error_weighs_bins_by_their_articles() -> None:
    """Three articles in two bins: two of them 0.3 off, one 0.6 off."""
    probabilities = np.array([0.3, 0.3, 0.4])
    truth = np.array([0, 0, 1], dtype=bool)
    error = expected_calibration_error(probabilities, truth, bins=2)
    assert error == pytest.approx((2 * 0.3 + 1 * 0.6) / 3)


def test_fewer_articles_than_bins() -> None:
    """Each is a bin of its own."""
    assert len(reliability_bins(np.array([0.2, 0.8]), np.array([False, True]))) == 2
