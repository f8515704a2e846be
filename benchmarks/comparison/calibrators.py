"""Ways from decision values to probabilities, and what the probabilities are worth."""

from collections.abc import Callable, Mapping

import numpy as np
from scipy.optimize import minimize_scalar
from sklearn.isotonic import IsotonicRegression

from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.calibration import fit_sigmoid
from gaoqian_training.metrics import BoolArray

Apply = Callable[[FloatArray], FloatArray]
#: From scores and labels, both ``(articles, topics)``, to a map of scores to probabilities.
Calibrator = Callable[[FloatArray, BoolArray], Apply]
#: Isotonic regression answers 0 and 1, whose log loss would be infinite when wrong.
CLIP = 1e-3
BINS = 10


def sigmoid(scores: FloatArray, labels: BoolArray) -> Apply:
    """Fit Platt's sigmoid, as training does."""
    return fit_sigmoid(scores, labels).probabilities


def isotonic(scores: FloatArray, labels: BoolArray) -> Apply:
    """Fit a rising step function for each topic."""
    models = [
        IsotonicRegression(y_min=0.0, y_max=1.0, out_of_bounds="clip").fit(column, truth)
        for column, truth in zip(scores.T, labels.T, strict=True)
    ]
    return lambda new: np.column_stack(
        [model.predict(column) for model, column in zip(models, new.T, strict=True)]
    )


def temperature(scores: FloatArray, labels: BoolArray) -> Apply:
    """Fit one divisor for all topics (Guo et al., ICML 2017); zero stays even odds."""

    def loss(logarithm: float) -> float:
        return float(np.mean(log_loss(_logistic(scores * np.exp(logarithm)), labels)))

    best = float(np.exp(minimize_scalar(loss, bounds=(-3.0, 5.0), method="bounded").x))
    return lambda new: _logistic(new * best)


CALIBRATORS: Mapping[str, Calibrator] = {
    "sigmoid (ships)": sigmoid,
    "isotonic": isotonic,
    "temperature": temperature,
}


def log_loss(probabilities: FloatArray, labels: BoolArray) -> FloatArray:
    """Return each answer's log loss in nats, probabilities clipped to `CLIP` from 0 and 1."""
    clipped = np.clip(probabilities, CLIP, 1 - CLIP)
    return np.asarray(-np.log(np.where(labels, clipped, 1 - clipped)))


def expected_calibration_error(
    probabilities: FloatArray, labels: BoolArray, weights: FloatArray
) -> FloatArray:
    """Return the mean over topics of the gap between promise and outcome, `BINS` equal counts.

    Args:
        probabilities: Shape ``(articles, topics)``.
        labels: The same shape.
        weights: Of resamples, shape ``(resamples, articles)``.
    """
    gaps = np.zeros(len(weights))
    for column, truth in zip(probabilities.T, labels.T, strict=True):
        for part in np.array_split(np.argsort(column, kind="stable"), BINS):
            gaps += np.abs(weights[:, part] @ (column[part] - truth[part]))
    return np.asarray(gaps / weights.sum(axis=1) / labels.shape[1])


def _logistic(scores: FloatArray) -> FloatArray:
    return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -500, 500))))
