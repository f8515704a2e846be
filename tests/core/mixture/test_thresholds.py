"""Thresholds that optimise expected metrics."""

import numpy as np
import pytest

from gaoqian.errors import MixtureError
from gaoqian.mixture import (
    ScoreCounts,
    ThresholdObjective,
    expected_metrics,
    fit_thresholds,
)
from score_draws import draw_scores


def test_best_expected_f1_by_hand() -> None:
    """Two articles at 0.9 and 0.6 carry 1.5 of 1.7 topics: F1 is best with both, not with all."""
    counts = ScoreCounts.from_scores(np.array([[0.9], [0.6], [0.1], [0.1]]))
    (threshold,) = fit_thresholds(ThresholdObjective(), counts)
    assert threshold == pytest.approx((2 * 1.5 / (2 + 1.7)) / 2)
    expected = expected_metrics(counts, [threshold])
    assert expected.precision[0] == pytest.approx(0.75)
    assert expected.recall[0] == pytest.approx(1.5 / 1.7)
    # None of them with 0.1 each is expected to be about no topic with 0.9 of 2.3 in all.
    assert expected.none_recall == pytest.approx((0.9 + 0.9) / (0.1 + 0.4 + 0.9 + 0.9))


def test_expected_precision_and_cost() -> None:
    """A precision takes as many as it allows; a cost needs no articles."""
    counts = ScoreCounts.from_scores(np.array([[0.9], [0.8], [0.4]]))
    (threshold,) = fit_thresholds(ThresholdObjective("precision", 0.85), counts)
    assert 0.5 < threshold < 0.8
    assert fit_thresholds(ThresholdObjective("precision", 0.7), counts) == [0.5]
    assert fit_thresholds(ThresholdObjective("precision", 0.95), counts) == [1.0]
    assert fit_thresholds(ThresholdObjective("cost", 3.0), counts) == [0.75]


def test_none_recall_is_reached() -> None:
    """Thresholds rise together until it is."""
    scores, _ = draw_scores(0.3, 2_000)
    counts = ScoreCounts.from_scores(scores)
    plain, raised = (
        expected_metrics(counts, fit_thresholds(target, counts))
        for target in (ThresholdObjective(), ThresholdObjective("none-recall", 0.995))
    )
    assert plain.none_recall < 0.995 <= raised.none_recall


def test_none_recall_out_of_reach_is_an_error() -> None:
    """No threshold keeps a certain tag away."""
    counts = ScoreCounts.from_scores(np.full((300, 1), 1.0 - 1e-9))
    with pytest.raises(MixtureError, match="out of reach"):
        fit_thresholds(ThresholdObjective("none-recall", 0.95), counts)
