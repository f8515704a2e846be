"""Thresholds."""

import numpy as np
import pytest

from gaoqian_training.thresholds import best_f1_threshold, f1_thresholds


@pytest.mark.parametrize(
    ("probabilities", "truth", "expected"),
    [
        # Giving the two above 0.6 gives F1 1.
        ([0.9, 0.8, 0.4, 0.1], [1, 1, 0, 0], 0.6),
        # Three given, two right of two: F1 0.8; any other cut is worse.
        ([0.9, 0.6, 0.5, 0.1], [1, 0, 1, 0], 0.3),
        # Everything is right: the threshold falls halfway to zero.
        ([0.9, 0.8], [1, 1], 0.4),
        # Equal probabilities cannot be parted: two given, one right.
        ([0.7, 0.7, 0.2], [1, 0, 0], 0.45),
    ],
)
def test_best_f1_by_hand(probabilities: list[float], truth: list[int], expected: float) -> None:
    """Small cases that can be checked on paper."""
    found = best_f1_threshold(np.array(probabilities), np.array(truth, dtype=bool))
    assert found == pytest.approx(expected)


def test_no_tag_that_is_likelier_wrong() -> None:
    """Where the best F1 asks for less than 0.5, it stays 0.5."""
    probabilities = np.linspace(0.01, 0.45, 50)[:, None]
    truth = probabilities > 0.2
    assert f1_thresholds(probabilities, truth, seed=0) == [0.5]


def test_seeded() -> None:
    """The same seed chooses the same."""
    generator = np.random.default_rng(3)
    truth = generator.random((300, 2)) < 0.3
    probabilities = np.clip(truth * 0.4 + generator.random((300, 2)) * 0.6, 0, 1)
    assert f1_thresholds(probabilities, truth, 4) == f1_thresholds(probabilities, truth, 4)
