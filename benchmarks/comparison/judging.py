"""Figures of answers, for every bootstrap resample of the articles at once."""

from dataclasses import dataclass

import numpy as np

from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.metrics import BoolArray

RESAMPLES = 500
#: The figures, in the order of the tables.
FIGURES = ("mAP", "macro F1", "none-recall", "exact match", "editorial precision")


@dataclass(frozen=True, slots=True)
class Answers:
    """What one choice answered.

    Attributes:
        scores: Shape ``(repeats, articles, topics)``; only the order within a topic matters.
        given: The same shape: whether the topic was given.
    """

    scores: FloatArray
    given: BoolArray


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its bootstrap distribution.

    Attributes:
        value: On the articles as they are; 0 to 1.
        resampled: On each resample of them, shape ``(resamples,)``.
    """

    value: float
    resampled: FloatArray

    def minus(self, other: "Estimate") -> "Estimate":
        """Return the difference, paired: both sides saw the same resamples."""
        return Estimate(self.value - other.value, self.resampled - other.resampled)

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 % percentile interval; resamples without a value are left out."""
        low, high = np.nanpercentile(self.resampled, [2.5, 97.5])
        return float(low), float(high)


def draw_weights(articles: int, seed: int) -> FloatArray:
    """Draw how often each resample holds each article, ``(1 + RESAMPLES, articles)``.

    The first row is the articles as they are.
    """
    generator = np.random.default_rng(seed)
    drawn = generator.multinomial(articles, np.full(articles, 1 / articles), RESAMPLES)
    return np.vstack([np.ones(articles), drawn]).astype(np.float64)


def judge(
    answers: Answers, truth: BoolArray, weights: FloatArray, editorial: int
) -> dict[str, Estimate]:
    """Return each of `FIGURES`, the mean over the repeats.

    Args:
        answers: One choice's.
        truth: Shape ``(articles, topics)``.
        weights: From `draw_weights`; the same for all choices, so that they can be paired.
        editorial: Number of the topic whose precision is reported by itself.
    """
    repeats = [
        _judge_repeat(scores, given, truth, weights, editorial)
        for scores, given in zip(answers.scores, answers.given, strict=True)
    ]
    rows = np.mean(repeats, axis=0)
    return {name: Estimate(float(row[0]), row[1:]) for name, row in zip(FIGURES, rows, strict=True)}


def _judge_repeat(
    scores: FloatArray, given: BoolArray, truth: BoolArray, weights: FloatArray, editorial: int
) -> FloatArray:
    hits = weights @ (given & truth)
    answered, support = weights @ given, weights @ truth
    precisions = [
        average_precision(column, labels, weights)
        for column, labels in zip(scores.T, truth.T, strict=True)
    ]
    none = ~truth.any(axis=1)
    silent = none & ~given.any(axis=1)
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.stack(
            [
                np.nanmean(precisions, axis=0),
                np.nanmean(2 * hits / (answered + support), axis=1),
                (weights @ silent) / (weights @ none),
                (weights @ (given == truth).all(axis=1)) / weights.sum(axis=1),
                hits[:, editorial] / answered[:, editorial],
            ]
        )


def average_precision(scores: FloatArray, truth: BoolArray, weights: FloatArray) -> FloatArray:
    """Return average precision for every row of weights; an article's copies are one tie.

    Args:
        scores: Shape ``(articles,)``; distinct but for copies.
        truth: The same shape.
        weights: Shape ``(resamples, articles)``.
    """
    order = np.argsort(-scores, kind="stable")
    weights, truth = weights[:, order], truth[order]
    hits = np.cumsum(weights * truth, axis=1)
    precision = hits / np.maximum(np.cumsum(weights, axis=1), 1.0)
    gained: FloatArray = np.asarray((precision * weights * truth).sum(axis=1))
    with np.errstate(invalid="ignore"):
        return gained / hits[:, -1]
