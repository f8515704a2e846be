"""The paired bootstrap, where the outcome is known."""

import numpy as np
import pytest

from gaoqian_training.evaluation import Predictions
from gaoqian_training.evaluation_report.comparison import paired_bootstrap


def _predictions(given: list[list[int]], truth: list[list[int]]) -> Predictions:
    marks = np.array(given, dtype=bool)
    return Predictions(("a", "b"), (), marks.astype(float), marks, np.array(truth, dtype=bool))


_TRUTH = [[1, 0], [1, 0], [0, 1], [0, 0]]
_RIGHT = _predictions(_TRUTH, _TRUTH)


def test_the_same_answers_do_not_differ() -> None:
    """Paired, every resample gives both the same figures: the interval is 0 to 0."""
    for each in paired_bootstrap(_RIGHT, _RIGHT, seed=0, resamples=50):
        assert (each.champion, each.challenger, each.difference) == (1.0, 1.0, 0.0)
        assert (each.low, each.high, each.is_clear) == (0.0, 0.0, False)


def test_figures_by_hand() -> None:
    """One of two a missed and "none" given b: F1 2/3 for both, one of four exact less twice."""
    worse = _predictions([[1, 0], [0, 0], [0, 1], [0, 1]], _TRUTH)
    macro_f1, none_recall, exact = paired_bootstrap(worse, _RIGHT, seed=0, resamples=50)
    assert macro_f1.champion == pytest.approx(2 / 3)
    assert (none_recall.champion, none_recall.difference) == (0.0, 1.0)
    assert (none_recall.low, none_recall.high, none_recall.is_clear) == (1.0, 1.0, True)
    assert (exact.champion, exact.difference) == (0.5, 0.5)


def test_interval_of_a_share_is_that_of_the_binomial() -> None:
    """Right on 60 of 100 against none: 0.6, give or take 1.96 standard errors of 0.049."""
    truth = [[1, 0]] * 100
    none = _predictions([[0, 0]] * 100, truth)
    some = _predictions([[1, 0]] * 60 + [[0, 0]] * 40, truth)
    exact = paired_bootstrap(none, some, seed=0)[2]
    assert exact.low == pytest.approx(0.504, abs=0.015)
    assert exact.high == pytest.approx(0.696, abs=0.015)


def test_without_none_there_is_no_none_recall() -> None:
    """Where every article carries a topic, the figure and its interval do not exist."""
    right = _predictions(_TRUTH[:3], _TRUTH[:3])
    none_recall = paired_bootstrap(right, right, seed=0, resamples=20)[1]
    assert (none_recall.champion, none_recall.difference, none_recall.low) == (None, None, None)


def test_seed_decides_the_interval() -> None:
    """The same seed gives the same interval."""
    worse = _predictions([[1, 0], [0, 0], [0, 1], [0, 1]], _TRUTH)
    assert paired_bootstrap(worse, _RIGHT, seed=4) == paired_bootstrap(worse, _RIGHT, seed=4)
