"""Thresholds."""

import numpy as np
import pytest

from gaoqian.errors import SettingsError
from gaoqian.mixture import ThresholdObjective, parse_objective
from gaoqian_training.thresholds import (
    best_f1_threshold,
    choose_thresholds,
    precision_threshold,
)


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
    assert choose_thresholds(ThresholdObjective(), probabilities, truth, seed=0) == [0.5]


def test_seeded() -> None:
    """The same seed chooses the same."""
    generator = np.random.default_rng(3)
    truth = generator.random((300, 2)) < 0.3
    probabilities = np.clip(truth * 0.4 + generator.random((300, 2)) * 0.6, 0, 1)
    first, again = (
        choose_thresholds(ThresholdObjective(), probabilities, truth, 4) for _ in range(2)
    )
    assert first == again


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [(0.9, 0.85), (0.66, 0.5), (0.5, 0.15)],
)
def test_precision_by_hand(wanted: float, expected: float) -> None:
    """The lowest cut whose precision is enough: 1/1, then 2/3, then 2/4 of the best."""
    probabilities = np.array([0.9, 0.8, 0.7, 0.3])
    truth = np.array([1, 0, 1, 0], dtype=bool)
    assert precision_threshold(probabilities, truth, wanted) == pytest.approx(expected)


def test_precision_that_cannot_be_reached() -> None:
    """Where even the surest tag is wrong, none is given."""
    assert precision_threshold(np.array([0.9, 0.2]), np.array([False, True]), 0.9) == 1.0


def test_higher_precision_asks_for_higher_thresholds() -> None:
    """The target holds out of fold, and a cost is a threshold by formula."""
    generator = np.random.default_rng(3)
    truth = generator.random((800, 1)) < 0.3
    probabilities = np.clip(truth * 0.35 + generator.random((800, 1)) * 0.65, 0, 1)
    (threshold,) = choose_thresholds(ThresholdObjective("precision", 0.95), probabilities, truth, 0)
    assert truth[probabilities >= threshold].mean() >= 0.95
    (lower,) = choose_thresholds(ThresholdObjective("precision", 0.7), probabilities, truth, 0)
    assert lower < threshold
    assert choose_thresholds(ThresholdObjective("cost", 3), probabilities, truth, 0) == [0.75]


@pytest.mark.parametrize("text", ["f1", "precision=0.95", "cost=3"])
def test_targets_read_as_they_are_written(text: str) -> None:
    """Parsing and printing are inverse."""
    assert str(parse_objective(text)) == text


@pytest.mark.parametrize(
    "text", ["", "recall=0.9", "precision", "precision=95", "cost=0", "cost=x"]
)
def test_bad_target_is_named(text: str) -> None:
    """The error names what was given and what is expected."""
    with pytest.raises(SettingsError, match="expected f1, precision=P"):
        parse_objective(text)


def test_none_recall_raises_all_thresholds_as_far_as_needed() -> None:
    """Of articles about nothing, so many get nothing; in log odds, all rise by the same."""
    generator = np.random.default_rng(5)
    truth = generator.random((600, 2)) < 0.3
    probabilities = np.clip(truth * 0.4 + generator.random((600, 2)) * 0.6, 0.01, 0.99)
    low = np.array(choose_thresholds(ThresholdObjective(), probabilities, truth, 0))
    high = np.array(
        choose_thresholds(ThresholdObjective("none-recall", 0.995), probabilities, truth, 0)
    )
    none = probabilities[~truth.any(axis=1)]
    assert (none < low).all(axis=1).mean() < 0.995 <= (none < high).all(axis=1).mean()
    steps = np.log(high / (1 - high)) - np.log(low / (1 - low))
    assert steps[0] == pytest.approx(steps[1])
    assert steps[0] > 0


def test_none_recall_where_every_article_has_a_topic() -> None:
    """There is nothing to reach: the thresholds stay those of f1."""
    probabilities = np.linspace(0.3, 0.9, 60).reshape(30, 2)
    truth = np.ones((30, 2), dtype=bool)
    same = choose_thresholds(ThresholdObjective("none-recall", 1.0), probabilities, truth, 0)
    assert same == choose_thresholds(ThresholdObjective(), probabilities, truth, 0)


@pytest.mark.parametrize("target", [ThresholdObjective(), ThresholdObjective("precision", 0.8)])
def test_resamples_are_seeded(target: ThresholdObjective) -> None:
    """Another seed draws others."""
    generator = np.random.default_rng(3)
    truth = generator.random((300, 1)) < 0.3
    probabilities = np.clip(truth * 0.4 + generator.random((300, 1)) * 0.6, 0, 1)
    one, same, other = (choose_thresholds(target, probabilities, truth, seed) for seed in (4, 4, 5))
    assert one == same != other


def test_thresholds_refuse_labels_of_other_topics() -> None:
    """One column of labels for each of probabilities."""
    with pytest.raises(ValueError, match="shorter"):
        choose_thresholds(ThresholdObjective(), np.ones((4, 2)), np.ones((4, 1), dtype=bool), 0)
