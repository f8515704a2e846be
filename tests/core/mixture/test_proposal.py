"""Threshold proposals."""

import numpy as np
import pytest

from gaoqian.errors import MixtureError
from gaoqian.mixture import (
    MAX_STEP,
    ScoreCounts,
    ThresholdObjective,
    find_mismatches,
    fit_thresholds,
    logit_shift,
    propose,
)
from gaoqian.mixture.thresholds import LEAST
from score_draws import CALIBRATED, draw_scores


def test_proposal_is_bounded_unless_stated() -> None:
    """A share moves so far in one step; one that the house knows goes where it says."""
    scores, _ = draw_scores(0.9, 1_000)
    counts = ScoreCounts.from_scores(scores)
    (topic,) = propose(counts, [CALIBRATED], [0.5], ThresholdObjective()).topics
    assert topic.is_bounded
    assert logit_shift(topic.tuned_to, CALIBRATED) == pytest.approx(MAX_STEP)
    (known,) = propose(counts, [CALIBRATED], [0.5], ThresholdObjective(), stated={0: 0.9}).topics
    assert known.tuned_to == pytest.approx(0.9)
    assert not known.is_bounded


def test_absent_topic_is_left_alone() -> None:
    """Copy without a topic is no reason to give it to everything; and F1 has a floor."""
    scores, _ = draw_scores(0.0, 1_000)
    counts = ScoreCounts.from_scores(scores)
    (topic,) = propose(counts, [CALIBRATED], [0.4], ThresholdObjective()).topics
    assert topic.is_rare
    assert (topic.tuned_to, topic.threshold) == pytest.approx((CALIBRATED, 0.4))
    assert not topic.is_bounded
    assert fit_thresholds(ThresholdObjective(), counts) == [LEAST]


def test_few_articles_are_refused() -> None:
    """Thresholds do not follow a handful of articles."""
    scores, _ = draw_scores(0.3, 50)
    with pytest.raises(MixtureError, match="50 scored articles, expected at least 100"):
        propose(ScoreCounts.from_scores(scores), [CALIBRATED], [0.5], ThresholdObjective())


def test_sample_tells_whether_probabilities_hold() -> None:
    """A random sample of the house agrees; one whose labels say something else does not."""
    scores, carries = draw_scores(0.3, 2_000)
    proposal = propose(ScoreCounts.from_scores(scores), [CALIBRATED], [0.5], ThresholdObjective())
    sample, truth = scores[:300], carries[:300]
    assert find_mismatches(sample, truth, proposal, [CALIBRATED]) == []
    bounded = propose(
        ScoreCounts.from_scores(scores), [CALIBRATED], [0.5], ThresholdObjective(), max_step=0.1
    )
    assert find_mismatches(sample, truth, bounded, [CALIBRATED]) == []
    (surprise,) = find_mismatches(sample, np.zeros_like(truth), proposal, [CALIBRATED])
    assert (surprise.topic, surprise.found) == (0, 0)
    assert surprise.expected == pytest.approx(truth.sum(), abs=15)
