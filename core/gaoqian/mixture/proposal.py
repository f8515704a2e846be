"""Threshold proposal: estimated topic shares of a newsroom, and thresholds fitted to them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gaoqian.errors import MixtureError
from gaoqian.mixture.cells import ScoreCounts, logit
from gaoqian.mixture.objectives import ThresholdObjective
from gaoqian.mixture.shares import Share, estimate_shares, logit_shift
from gaoqian.mixture.thresholds import ExpectedMetrics, expected_metrics, fit_thresholds
from gaoqian.scorer.arrays import FloatArray, sigmoid

#: Fewer articles are too few for topics with a share of one in fifty.
MIN_ARTICLES = 100
#: Minimum expected number of articles about a topic for a proposal.
MIN_CARRIED = 8
_ROUNDING = 1e-9
#: In log odds: maximum change of a topic's share in one step, about a factor of four in odds. A
#: larger change may as well come from a broken feed.
MAX_STEP = 1.5
#: In standard deviations: a larger difference between observed and expected articles of a topic
#: is a mismatch.
_MISMATCH = 3.0


@dataclass(frozen=True, slots=True)
class TopicProposal:
    """The proposal for one topic.

    Attributes:
        share: The estimated or stated share.
        tuned_to: The share to tune to: ``share``, or as far towards it as one step allows.
        today: The current threshold, as a probability calibrated for ``tuned_to``.
        threshold: The proposed threshold, calibrated likewise.
        estimated: The estimated share, even if another is stated.
        is_rare: Whether there are too few articles about it for a proposal.
    """

    share: Share
    tuned_to: float
    today: float
    threshold: float
    estimated: Share
    is_rare: bool = False

    @property
    def is_bounded(self) -> bool:
        """Whether the step bound keeps ``tuned_to`` from reaching ``share``."""
        return not self.is_rare and abs(self.tuned_to - self.share.value) > _ROUNDING


@dataclass(frozen=True, slots=True)
class Proposal:
    """Proposed thresholds and their expected metrics.

    Attributes:
        articles: Number of articles that it is based on.
        topics: One proposal per topic, in topic order.
        before: Expected metrics of the current thresholds.
        after: Expected metrics of the proposed thresholds.
    """

    articles: int
    topics: tuple[TopicProposal, ...]
    before: ExpectedMetrics
    after: ExpectedMetrics


def propose(
    counts: ScoreCounts,
    calibrated: Sequence[float],
    today: Sequence[float],
    objective: ThresholdObjective,
    *,
    stated: Mapping[int, float] | None = None,
    max_step: float = MAX_STEP,
    seed: int = 0,
) -> Proposal:
    """Propose thresholds for the topic shares estimated from unlabelled articles.

    Args:
        counts: Score counts of the articles.
        calibrated: Shares that the probabilities were calibrated for, one per topic.
        today: Current thresholds, one per topic.
        objective: The threshold objective.
        stated: Shares known to the newsroom, by topic index; they are not bounded.
        max_step: Maximum change of a share, in log odds.
        seed: Seed of the resampling for intervals.

    Rare topics, with fewer than `MIN_CARRIED` expected articles, keep their threshold.

    Raises:
        MixtureError: fewer than `MIN_ARTICLES` articles, or an objective that is out of reach.
    """
    if counts.articles < MIN_ARTICLES:
        raise MixtureError(
            f"{counts.articles} scored articles, expected at least {MIN_ARTICLES} to estimate "
            "shares of topics from"
        )
    stated = stated or {}
    estimated = estimate_shares(counts, calibrated, seed)
    shares = [
        Share.stated(stated[place]) if place in stated else share
        for place, share in enumerate(estimated)
    ]
    is_stated = np.array([place in stated for place in range(len(shares))])
    carried = counts.articles * np.array([share.value for share in shares])
    rare = ~is_stated & (carried < MIN_CARRIED)
    shifts = _shifts(shares, calibrated)
    shifts = np.where(is_stated, shifts, np.clip(shifts, -max_step, max_step))
    shifts = np.where(rare, 0.0, shifts)
    shifted = counts.shifted(shifts)
    old = sigmoid(logit(np.array(today)) + shifts)
    fitted = np.where(rare, old, fit_thresholds(objective, shifted)).tolist()
    tuned = sigmoid(logit(np.array(calibrated)) + shifts)
    columns = (shares, tuned.tolist(), old.tolist(), fitted, estimated, rare.tolist())
    return Proposal(
        counts.articles,
        tuple(map(TopicProposal, *columns)),
        expected_metrics(shifted, old.tolist()),
        expected_metrics(shifted, fitted),
    )


def _shifts(shares: Sequence[Share], calibrated: Sequence[float]) -> FloatArray:
    """Return the shift of each topic's log odds for its share, shape ``(topics,)``."""
    pairs = zip(shares, calibrated, strict=True)
    return np.array([logit_shift(share.value, known) for share, known in pairs])


@dataclass(frozen=True, slots=True)
class ShareMismatch:
    """A topic whose frequency in a labelled sample contradicts its probabilities.

    Attributes:
        topic: Index of the topic.
        expected: Expected number of articles about it in the sample.
        found: Actual number.
    """

    topic: int
    expected: float
    found: int


def find_mismatches(
    scores: FloatArray,
    labels: npt.NDArray[np.bool_],
    proposal: Proposal,
    calibrated: Sequence[float],
) -> list[ShareMismatch]:
    """Compare topic frequencies in a labelled random sample with the proposal's shares.

    Args:
        scores: The sample's probabilities by the bundle, shape ``(articles, topics)``.
        labels: The sample's labels, same shape.
        proposal: From unlabelled articles of the same newsroom; its ``share`` is compared, not
            ``tuned_to``.
        calibrated: Shares that the probabilities were calibrated for, one per topic.

    Returns:
        Topics whose count differs from the expected one by more than three standard deviations
        of a sum of independent draws.
    """
    shifts = _shifts([topic.share for topic in proposal.topics], calibrated)
    p = ScoreCounts.from_scores(scores).shifted(shifts).probabilities()
    expected, deviation = p.sum(axis=0), np.sqrt(np.maximum((p * (1.0 - p)).sum(axis=0), 1.0))
    found = labels.sum(axis=0)
    mismatched = np.flatnonzero(np.abs(found - expected) > _MISMATCH * deviation)
    return [ShareMismatch(int(t), float(expected[t]), int(found[t])) for t in mismatched]
