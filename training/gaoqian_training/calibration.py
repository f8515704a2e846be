"""Calibration: from the models' decision values to probabilities."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import minimize_scalar
from sklearn.linear_model import LogisticRegression

from gaoqian.scorer import Calibration
from gaoqian.scorer.arrays import FloatArray, shortness
from gaoqian.taxonomy import Mode

#: All but no regularisation; a finite value keeps the slope finite on separable scores.
_C = 1e4


def fit_calibration(
    scores: FloatArray,
    labels: npt.NDArray[np.bool_],
    mode: Mode,
    characters: Sequence[int] | None = None,
) -> Calibration:
    """Fit what the taxonomy's mode asks for: sigmoids, or one temperature.

    Args:
        scores: Decision values of articles the models did not see, ``(articles, topics)``.
        labels: The same shape.
        mode: As in `Taxonomy`.
        characters: As for `fit_sigmoid`.
    """
    if mode == "multi":
        return fit_sigmoid(scores, labels, characters)
    return fit_temperature(scores, labels)


def fit_temperature(scores: FloatArray, labels: npt.NDArray[np.bool_]) -> Calibration:
    """Fit the temperature of least log loss, for articles with exactly one topic.

    Args:
        scores: Decision values of articles the models did not see, ``(articles, topics)``.
        labels: The same shape, one topic a row.
    """
    topics = scores.shape[1]

    def calibration(log_slope: float) -> Calibration:
        slopes, nothing = np.full(topics, np.exp(log_slope)), np.zeros(topics)
        return Calibration(slopes, nothing, nothing, "softmax")

    def log_loss(log_slope: float) -> float:
        likelihood = calibration(log_slope).probabilities(scores)[labels]
        return -float(np.log(np.maximum(likelihood, 1e-12)).mean())

    return calibration(float(minimize_scalar(log_loss, bounds=(-3.0, 5.0)).x))


def fit_sigmoid(
    scores: FloatArray,
    labels: npt.NDArray[np.bool_],
    characters: Sequence[int] | None = None,
) -> Calibration:
    """Fit Platt's sigmoid for each topic on scores of texts the models did not see.

    Args:
        scores: Out-of-fold decision values, shape ``(texts, topics)``.
        labels: The same shape.
        characters: How long each text is, shape ``(texts,)``, among them short ones; None where
            length is not to be looked at.
    """
    short = np.zeros(len(scores)) if characters is None else shortness(characters)
    parts = []
    for column, truth in zip(scores.T, labels.T, strict=True):
        model = LogisticRegression(C=_C).fit(np.column_stack([column, short]), truth)
        # A slope below zero would turn the ranking over; it means the scores know nothing.
        slope, per_length = max(float(model.coef_[0, 0]), 0.0), float(model.coef_[0, 1])
        parts.append((slope, float(model.intercept_[0]), per_length))
    return Calibration(*np.array(parts).T)
