"""A proposal: shares of topics as a house sees them, and the thresholds that fit them."""

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

#: Fewer articles say too little of topics that one in fifty carries.
MIN_ARTICLES = 100
#: Articles that carry a topic, as expected: of fewer nothing is proposed.
MIN_CARRIED = 8
_ROUNDING = 1e-9
#: In log odds: how far a topic's share moves in one step at most, some fourfold of its odds. A
#: jump beyond that is as likely a feed that went wrong as a house of another kind.
MAX_STEP = 1.5
#: In standard deviations: how far a random sample may hold more or fewer articles of a topic
#: than its probabilities promise, before they are taken not to hold there.
_MISMATCH = 3.0


@dataclass(frozen=True, slots=True)
class TopicProposal:
    """What is proposed for one topic.

    Attributes:
        share: Estimated or stated.
        tuned_to: The share that is tuned to: `share`, or as far towards it as one step goes.
        today: Today's threshold, as a probability calibrated for ``tuned_to``.
        threshold: The proposed one, likewise.
        estimated: The estimated share, also where another was stated.
        is_rare: Whether too few articles carry it for anything to be proposed.
    """

    share: Share
    tuned_to: float
    today: float
    threshold: float
    estimated: Share
    is_rare: bool = False

    @property
    def is_bounded(self) -> bool:
        """Whether one step does not go as far as the share."""
        return not self.is_rare and abs(self.tuned_to - self.share.value) > _ROUNDING


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, and what may be expected of it.

    Attributes:
        articles: From how many articles.
        topics: One a topic.
        before: What may be expected of today's thresholds.
        after: What may be expected of the proposed ones.
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
    """Propose thresholds for the mixture that unlabelled articles show.

    Args:
        counts: Their probabilities.
        calibrated: The shares that the probabilities were calibrated for, one a topic.
        today: Today's thresholds.
        objective: What thresholds are for.
        stated: Shares that the house knows, by the topic's place; they are not bounded.
        max_step: How far a share may move, in log odds.
        seed: Of the resamples behind the intervals.

    A topic that hardly any of the articles carries stays as it is: of a handful nobody can tell
    a good threshold from a bad one.

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
    """Return what each topic's log odds gain with its share, shape ``(topics,)``."""
    pairs = zip(shares, calibrated, strict=True)
    return np.array([logit_shift(share.value, known) for share, known in pairs])


@dataclass(frozen=True, slots=True)
class ShareMismatch:
    """A topic that a random sample carries otherwise than its probabilities promise.

    Attributes:
        topic: The topic's place.
        expected: How many articles of the sample should carry it.
        found: How many do.
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
    """Compare a labelled random sample with what the proposal expects of it.

    Args:
        scores: The sample's probabilities as the bundle gives them, ``(articles, topics)``.
        labels: The same shape.
        proposal: From unlabelled articles of the same house; its estimated shares are compared,
            not how far towards them one step goes.
        calibrated: The shares that the probabilities were calibrated for.

    Returns:
        The topics for which the count lies more than three standard deviations of a sum of
        independent draws from the one expected.
    """
    shifts = _shifts([topic.share for topic in proposal.topics], calibrated)
    p = ScoreCounts.from_scores(scores).shifted(shifts).probabilities()
    expected, deviation = p.sum(axis=0), np.sqrt(np.maximum((p * (1.0 - p)).sum(axis=0), 1.0))
    found = labels.sum(axis=0)
    mismatched = np.flatnonzero(np.abs(found - expected) > _MISMATCH * deviation)
    return [ShareMismatch(int(t), float(expected[t]), int(found[t])) for t in mismatched]
