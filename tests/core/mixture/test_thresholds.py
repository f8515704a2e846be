"""Shares of topics without labels, and thresholds by what may be expected."""

from collections import Counter

import numpy as np
import pytest

from gaoqian.errors import MixtureError, SettingsError
from gaoqian.mixture import (
    MAX_STEP,
    ScoreCounts,
    ThresholdObjective,
    cell_of,
    estimate_shares,
    expected_metrics,
    find_mismatches,
    fit_thresholds,
    logit_shift,
    parse_objective,
    propose,
)
from gaoqian.mixture.thresholds import LEAST, BoolArray
from gaoqian.scorer.arrays import FloatArray, sigmoid

#: Log odds of articles with and without the topic are normal around these, so that log odds
#: with `_CALIBRATED` as the share are their own likelihood ratio: exactly calibrated.
_MEAN = 4.0
_CALIBRATED = 0.1


def _draw(share: float, articles: int, seed: int = 0) -> tuple[FloatArray, BoolArray]:
    """Return calibrated probabilities of one topic, ``(articles, 1)``, and who carries it."""
    generator = np.random.default_rng(seed)
    carries = generator.random(articles) < share
    ratio = generator.normal(np.where(carries, _MEAN, -_MEAN), np.sqrt(2 * _MEAN))
    return sigmoid(ratio + np.log(_CALIBRATED / (1 - _CALIBRATED)))[:, None], carries[:, None]


@pytest.mark.parametrize("share", [0.005, 0.04, 0.25, 0.6])
def test_share_of_other_mixture(share: float) -> None:
    """Probabilities that were calibrated for a tenth tell the share where it is another."""
    scores, carries = _draw(share, 4_000)
    (found,) = estimate_shares(ScoreCounts.from_scores(scores), [_CALIBRATED])
    assert found.value == pytest.approx(carries.mean(), abs=0.02)
    assert found.low <= carries.mean() <= found.high


def test_counts_are_as_good_as_scores() -> None:
    """Bins lose next to nothing of the shares, whatever the number of topics."""
    scores = np.hstack([_draw(0.3, 1_000)[0], _draw(0.02, 1_000, seed=1)[0]])
    cells = ScoreCounts.from_cells(Counter(map(cell_of, scores.tolist())), 2)
    assert cells.articles == 1_000
    exact = estimate_shares(ScoreCounts.from_scores(scores), [_CALIBRATED] * 2)
    binned = estimate_shares(cells, [_CALIBRATED] * 2)
    assert [one.value for one in binned] == pytest.approx([one.value for one in exact], abs=0.005)


def test_cells_of_another_taxonomy_are_left_out() -> None:
    """What a model of other topics wrote says nothing here; a strange letter is an error."""
    assert ScoreCounts.from_cells({cell_of([0.1, 0.2]): 3, cell_of([0.5]): 2}, 1).articles == 2
    with pytest.raises(ValueError, match="no bin"):
        ScoreCounts.from_cells({"~": 1}, 1)


@pytest.mark.parametrize("score", [0.0, 1.0, 1e-300])
def test_certain_scores_have_a_cell(score: float) -> None:
    """Even 0 and 1 are finite log odds."""
    assert np.isfinite(ScoreCounts.from_cells({cell_of([score]): 1}, 1).logits).all()


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
    scores, _ = _draw(0.3, 2_000)
    counts = ScoreCounts.from_scores(scores)
    plain, raised = (
        expected_metrics(counts, fit_thresholds(target, counts))
        for target in (ThresholdObjective(), ThresholdObjective("none-recall", 0.995))
    )
    assert plain.none_recall < 0.995 <= raised.none_recall


def test_proposal_is_bounded_unless_stated() -> None:
    """A share moves so far in one step; one that the house knows goes where it says."""
    scores, _ = _draw(0.9, 1_000)
    counts = ScoreCounts.from_scores(scores)
    (topic,) = propose(counts, [_CALIBRATED], [0.5], ThresholdObjective()).topics
    assert topic.is_bounded
    assert logit_shift(topic.tuned_to, _CALIBRATED) == pytest.approx(MAX_STEP)
    (known,) = propose(counts, [_CALIBRATED], [0.5], ThresholdObjective(), stated={0: 0.9}).topics
    assert known.tuned_to == pytest.approx(0.9)
    assert not known.is_bounded


def test_absent_topic_is_left_alone() -> None:
    """Copy without a topic is no reason to give it to everything; and F1 has a floor."""
    scores, _ = _draw(0.0, 1_000)
    counts = ScoreCounts.from_scores(scores)
    (topic,) = propose(counts, [_CALIBRATED], [0.4], ThresholdObjective()).topics
    assert topic.is_rare
    assert (topic.tuned_to, topic.threshold) == pytest.approx((_CALIBRATED, 0.4))
    assert not topic.is_bounded
    assert fit_thresholds(ThresholdObjective(), counts) == [LEAST]


def test_none_recall_out_of_reach_is_an_error() -> None:
    """No threshold keeps a certain tag away."""
    counts = ScoreCounts.from_scores(np.full((300, 1), 1.0 - 1e-9))
    with pytest.raises(MixtureError, match="out of reach"):
        fit_thresholds(ThresholdObjective("none-recall", 0.95), counts)


def test_few_articles_are_refused() -> None:
    """Thresholds do not follow a handful of articles."""
    scores, _ = _draw(0.3, 50)
    with pytest.raises(MixtureError, match="50 scored articles, expected at least 100"):
        propose(ScoreCounts.from_scores(scores), [_CALIBRATED], [0.5], ThresholdObjective())


def test_sample_tells_whether_probabilities_hold() -> None:
    """A random sample of the house agrees; one whose labels say something else does not."""
    scores, carries = _draw(0.3, 2_000)
    proposal = propose(ScoreCounts.from_scores(scores), [_CALIBRATED], [0.5], ThresholdObjective())
    sample, truth = scores[:300], carries[:300]
    assert find_mismatches(sample, truth, proposal, [_CALIBRATED]) == []
    bounded = propose(
        ScoreCounts.from_scores(scores), [_CALIBRATED], [0.5], ThresholdObjective(), max_step=0.1
    )
    assert find_mismatches(sample, truth, bounded, [_CALIBRATED]) == []
    (surprise,) = find_mismatches(sample, np.zeros_like(truth), proposal, [_CALIBRATED])
    assert (surprise.topic, surprise.found) == (0, 0)
    assert surprise.expected == pytest.approx(truth.sum(), abs=15)


@pytest.mark.parametrize("text", ["none-recall=0.95", "precision=0.9", "cost=3", "f1"])
def test_targets_are_printed_as_they_are_parsed(text: str) -> None:
    """What a manifest says can be given again."""
    assert str(parse_objective(text)) == text


@pytest.mark.parametrize("text", ["none-recall=1", "none-recall", "recall=0.9", "precision=0"])
def test_unknown_targets(text: str) -> None:
    """The error names what was given."""
    with pytest.raises(SettingsError, match="expected f1"):
        parse_objective(text)
