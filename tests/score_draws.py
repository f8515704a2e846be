"""Scores of one topic, drawn so that they are exactly calibrated."""

import numpy as np

from gaoqian.mixture.thresholds import BoolArray
from gaoqian.scorer.arrays import FloatArray, sigmoid

#: Log odds of articles with and without the topic are normal around these, so that log odds
#: with `CALIBRATED` as the share are their own likelihood ratio: exactly calibrated.
_MEAN = 4.0
CALIBRATED = 0.1


def draw_scores(share: float, articles: int, seed: int = 0) -> tuple[FloatArray, BoolArray]:
    """Return calibrated probabilities of one topic, ``(articles, 1)``, and who carries it."""
    generator = np.random.default_rng(seed)
    carries = generator.random(articles) < share
    ratio = generator.normal(np.where(carries, _MEAN, -_MEAN), np.sqrt(2 * _MEAN))
    return sigmoid(ratio + np.log(CALIBRATED / (1 - CALIBRATED)))[:, None], carries[:, None]
