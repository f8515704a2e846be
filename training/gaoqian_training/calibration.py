"""Calibration: from the models' decision values to probabilities."""

import numpy as np
import numpy.typing as npt
from sklearn.linear_model import LogisticRegression

from gaoqian.scorer import Calibration
from gaoqian.scorer.arrays import FloatArray

#: All but no regularisation; a finite value keeps the slope finite on separable scores.
_C = 1e4


def fit_sigmoid(scores: FloatArray, labels: npt.NDArray[np.bool_]) -> Calibration:
    """Fit Platt's sigmoid for each topic on scores of articles the models did not see.

    Args:
        scores: Out-of-fold decision values, shape ``(articles, topics)``.
        labels: The same shape.
    """
    slopes, intercepts = [], []
    for column, truth in zip(scores.T, labels.T, strict=True):
        model = LogisticRegression(C=_C).fit(column[:, None], truth)
        # A slope below zero would turn the ranking over; it means the scores know nothing.
        slopes.append(max(float(model.coef_[0, 0]), 0.0))
        intercepts.append(float(model.intercept_[0]))
    return Calibration(np.array(slopes), np.array(intercepts))
