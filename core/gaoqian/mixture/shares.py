"""Estimation of topic shares (label shift) from the probabilities of unlabelled articles.

A calibrated probability holds for the topic share that it was calibrated on. For another share,
its log odds are shifted by the difference of the shares' log odds; expectation maximisation
finds the share of greatest likelihood (Saerens, Latinne
and Decaestecker, Adjusting the outputs of a classifier to new a priori probabilities, 2002;
Alexandari, Kundaje and Shrikumar, Maximum likelihood with bias-corrected calibration is hard to
beat at label shift adaptation, 2020).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaoqian.mixture.cells import ScoreCounts, logit
from gaoqian.scorer.arrays import FloatArray, sigmoid

_ROUNDS = 1_000
_CONVERGED = 1e-7
_RESAMPLES = 200
_INTERVAL = (0.025, 0.975)
#: Pseudo-counts of the EM prior, with the share that probabilities were calibrated for: a topic
#: missing among a few hundred articles need not have a share of 0. They keep shares off 0 and 1.
_PRIOR_ARTICLES = 10.0
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Share:
    """A share of articles about a topic, 0 to 1, with its interval.

    Attributes:
        value: The estimated or stated share.
        low: Lower end of the 95 % bootstrap interval.
        high: Its upper end.
    """

    value: float
    low: float
    high: float

    def holds(self, value: float) -> bool:
        """Return whether a value lies in the interval."""
        return self.low <= value <= self.high

    @classmethod
    def stated(cls, value: float) -> "Share":
        """Return a known share, without uncertainty."""
        return cls(value, value, value)


def estimate_shares(counts: ScoreCounts, calibrated: Sequence[float], seed: int = 0) -> list[Share]:
    """Estimate each topic's share among unlabelled articles.

    Args:
        counts: Score counts of at least one article.
        calibrated: Shares that the probabilities were calibrated for, each 0 to 1.
        seed: Seed of the resampling.

    Returns:
        One share per topic; the intervals cover sampling error, not miscalibration.
    """
    generator = np.random.default_rng(seed)
    total = counts.articles
    chances = counts.counts / counts.counts.sum()
    draws = generator.multinomial(total, chances, size=_RESAMPLES).astype(np.float64)
    shares = []
    for logits, share in zip(counts.logits.T, calibrated, strict=True):
        # A topic has some dozens of bins, however many cells there are.
        bins, place = np.unique(logits, return_inverse=True)
        rows = np.vstack([counts.counts, draws])
        summed = np.array([np.bincount(place, row, len(bins)) for row in rows], dtype=np.float64)
        values = _maximise(bins, summed, share)
        low, high = np.quantile(values[1:], _INTERVAL)
        shares.append(Share(float(values[0]), float(low), float(high)))
    return shares


def logit_shift(share: float, calibrated: float) -> float:
    """Return the shift of a topic's log odds from the calibrated share to ``share``."""
    ends = np.clip([share, calibrated], _LEAST, 1.0 - _LEAST)
    return float(np.subtract(*logit(ends)))


def _maximise(logits: FloatArray, counts: FloatArray, calibrated: float) -> FloatArray:
    """Return the share that EM converges to, for each row of ``counts``."""
    start = min(max(calibrated, _LEAST), 1.0 - _LEAST)
    shares = np.full(len(counts), start)
    totals = counts.sum(axis=1) + _PRIOR_ARTICLES
    for _ in range(_ROUNDS):
        shifts = logit(shares) - logit(np.array(start))
        posterior = sigmoid(logits[None, :] + shifts[:, None])
        expected = (counts * posterior).sum(axis=1) + _PRIOR_ARTICLES * start
        new = np.clip(expected / totals, _LEAST, 1.0 - _LEAST)
        moved = float(np.abs(new - shares).max())
        shares = new
        if moved < _CONVERGED:
            break
    return shares
