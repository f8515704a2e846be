"""The paired bootstrap, where the outcome is known."""

import pytest

from gaoqian_training.evaluation_report import comparison
from gaoqian_training.evaluation_report.comparison import paired_bootstrap
from predictions import predictions_of

_TRUTH = [[1, 0], [1, 0], [0, 1], [0, 0]]
_RIGHT = predictions_of(_TRUTH, _TRUTH)


def test_the_same_answers_do_not_differ() -> None:
    """Paired, every resample gives both the same figures: the interval is 0 to 0."""
    for each in paired_bootstrap(_RIGHT, _RIGHT, seed=0, resamples=50):
        assert (each.champion, each.challenger, each.difference) == (1.0, 1.0, 0.0)
        assert (each.low, each.high, each.is_clear) == (0.0, 0.0, False)


def test_figures_by_hand() -> None:
    """One of two a missed and "none" given b: F1 2/3 for both, one of four exact less twice."""
    worse = predictions_of([[1, 0], [0, 0], [0, 1], [0, 1]], _TRUTH)
    macro_f1, none_recall, exact = paired_bootstrap(worse, _RIGHT, seed=0, resamples=50)
    assert macro_f1.champion == pytest.approx(2 / 3)
    assert (none_recall.champion, none_recall.difference) == (0.0, 1.0)
    assert (none_recall.low, none_recall.high, none_recall.is_clear) == (1.0, 1.0, True)
    assert (exact.champion, exact.difference) == (0.5, 0.5)


def test_interval_of_a_share_is_that_of_the_binomial() -> None:
    """Right on 60 of 100 against none: 0.6, give or take 1.96 standard errors of 0.049."""
    truth = [[1, 0]] * 100
    none = predictions_of([[0, 0]] * 100, truth)
    some = predictions_of([[1, 0]] * 60 + [[0, 0]] * 40, truth)
    exact = paired_bootstrap(none, some, seed=0)[2]
    assert exact.low == pytest.approx(0.504, abs=0.015)
    assert exact.high == pytest.approx(0.696, abs=0.015)


def test_without_none_there_is_no_none_recall() -> None:
    """Where every article carries a topic, the figure and its interval do not exist."""
    right = predictions_of(_TRUTH[:3], _TRUTH[:3])
    none_recall = paired_bootstrap(right, right, seed=0, resamples=20)[1]
    assert (none_recall.champion, none_recall.difference, none_recall.low) == (None, None, None)


def test_seed_decides_the_interval() -> None:
    """The same seed gives the same interval."""
    worse = predictions_of([[1, 0], [0, 0], [0, 1], [0, 1]], _TRUTH)
    assert paired_bootstrap(worse, _RIGHT, seed=4) == paired_bootstrap(worse, _RIGHT, seed=4)


def test_draws_come_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """All of them at once would take memory for each draw, article and topic; the same come."""
    worse = predictions_of([[1, 0], [0, 0], [0, 1], [0, 1]], _TRUTH)
    some = paired_bootstrap(worse, _RIGHT, seed=3, resamples=60)
    monkeypatch.setattr(comparison, "_DRAWS_AT_A_TIME", 7)
    assert paired_bootstrap(worse, _RIGHT, seed=3, resamples=60) == some
