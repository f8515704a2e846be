"""Calibration: probabilities that come true."""

import numpy as np
import pytest

from gaoqian.scorer.arrays import FloatArray, shortness
from gaoqian_training.calibration import fit_calibration, fit_sigmoid, fit_temperature
from gaoqian_training.metrics import BoolArray


def _drawn(log_odds: FloatArray, seed: int = 0) -> BoolArray:
    """Return labels that come true as often as the log odds say."""
    chance = np.random.default_rng(seed).random(log_odds.shape)
    return chance < 1 / (1 + np.exp(-log_odds))


@pytest.fixture
def scores() -> FloatArray:
    """Decision values of two topics."""
    return np.random.default_rng(1).normal(size=(20_000, 2))


def test_sigmoid_finds_slope_and_intercept(scores: FloatArray) -> None:
    """Each topic's own; length is not looked at where it is not given."""
    labels = _drawn(scores * [2.0, 0.5] + [-1.0, 1.5])
    calibration = fit_sigmoid(scores, labels)
    assert calibration.link == "sigmoid"
    assert calibration.slope == pytest.approx([2.0, 0.5], abs=0.1)
    assert calibration.intercept == pytest.approx([-1.0, 1.5], abs=0.1)
    assert calibration.per_length == pytest.approx([0.0, 0.0])


def test_sigmoid_finds_what_length_is_worth(scores: FloatArray) -> None:
    """In log odds for each unit of shortness."""
    characters = np.random.default_rng(2).integers(20, 900, len(scores)).tolist()
    short = shortness(characters)[:, None]
    labels = _drawn(scores + short * [-1.0, 0.5])
    calibration = fit_sigmoid(scores, labels, characters)
    assert calibration.per_length == pytest.approx([-1.0, 0.5], abs=0.1)
    assert calibration.slope == pytest.approx([1.0, 1.0], abs=0.1)


def test_scores_that_mislead_are_not_turned_over(scores: FloatArray) -> None:
    """Where a higher score means less, it means nothing: the slope is 0, and the share is left."""
    calibration = fit_sigmoid(scores, _drawn(scores * [-2.0, 1.0]))
    assert calibration.slope[0] == 0.0
    assert calibration.slope[1] == pytest.approx(1.0, abs=0.1)
    assert calibration.probabilities(scores)[:, 0] == pytest.approx(0.5, abs=0.05)


def test_separable_scores_have_a_finite_slope() -> None:
    """However sure they are."""
    column = np.linspace(-1.0, 1.0, 40)[:, None]
    calibration = fit_sigmoid(column, column > 0)
    assert np.isfinite(calibration.slope).all()
    assert calibration.probabilities(column)[-1, 0] > 0.99


def test_sigmoid_refuses_labels_of_other_topics(scores: FloatArray) -> None:
    """One column of labels for each of scores."""
    with pytest.raises(ValueError, match="shorter"):
        fit_sigmoid(scores, _drawn(scores)[:, :1])


@pytest.mark.parametrize("slope", [0.5, 1.0, 4.0])
def test_temperature_is_found(slope: float) -> None:
    """One slope for all topics, and no intercepts."""
    generator = np.random.default_rng(3)
    scores = generator.normal(size=(20_000, 3))
    # The likeliest after Gumbel noise is drawn from the softmax.
    given = (slope * scores + generator.gumbel(size=scores.shape)).argmax(axis=1)
    calibration = fit_temperature(scores, np.eye(3, dtype=bool)[given])
    assert calibration.link == "softmax"
    assert calibration.slope == pytest.approx([slope] * 3, rel=0.05)
    assert (calibration.intercept.tolist(), calibration.per_length.tolist()) == ([0.0] * 3,) * 2


def test_temperature_survives_a_certain_mistake() -> None:
    """A topic of probability 0 that was right costs much, not infinitely much."""
    scores = np.array([[1e4, 0.0], [1e4, 0.0], [0.0, 1e4]])
    calibration = fit_temperature(scores, np.array([[True, False], [False, True], [False, True]]))
    assert np.isfinite(calibration.probabilities(scores)).all()


def test_mode_decides_what_is_fitted(scores: FloatArray) -> None:
    """Sigmoids that know lengths in mode multi; one temperature in mode single."""
    characters = [30 if number % 2 else 900 for number in range(len(scores))]
    labels = _drawn(scores - shortness(characters)[:, None])
    multi = fit_calibration(scores, labels, "multi", characters)
    expected = fit_sigmoid(scores, labels, characters)
    assert multi.link == "sigmoid"
    assert multi.per_length.tolist() == expected.per_length.tolist()
    one = np.eye(2, dtype=bool)[scores.argmax(axis=1)]
    single = fit_calibration(scores, one, "single", characters)
    assert single.link == "softmax"
    assert single.slope.tolist() == fit_temperature(scores, one).slope.tolist()
