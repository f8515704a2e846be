"""The linear models that are compared, each a scorer of one topic against the rest."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from sklearn.linear_model import LogisticRegression, RidgeClassifier, SGDClassifier
from sklearn.naive_bayes import ComplementNB
from sklearn.svm import LinearSVC

from gaoqian.scorer.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class ModelChoice:
    """A linear model.

    Attributes:
        name: What tables call it.
        build: Makes an unfitted model from a seed.
    """

    name: str
    build: Callable[[int], Any]


class NaiveBayesSvm:
    """A support vector machine on features scaled by their naive Bayes log ratios.

    Wang and Manning, Baselines and Bigrams, ACL 2012: ratios of smoothed presence counts, and
    weights drawn towards their mean magnitude (their ``beta`` 0.25).
    """

    def __init__(self, regularisation: float, seed: int, beta: float = 0.25) -> None:
        self._model = LinearSVC(C=regularisation, class_weight="balanced", random_state=seed)
        self._beta = beta

    def fit(self, features: Any, truth: Any) -> Self:
        """Fit on sparse features, shape ``(articles, features)``."""
        presence = (features > 0).astype(np.float64)
        positive = np.asarray(presence[truth].sum(axis=0)).ravel() + 1.0
        negative = np.asarray(presence[~truth].sum(axis=0)).ravel() + 1.0
        ratio = np.log(positive / positive.sum()) - np.log(negative / negative.sum())
        self._model.fit(features.multiply(ratio).tocsr(), truth)
        weights = self._model.coef_[0]
        mean = np.abs(weights).mean()
        self._weights = ratio * ((1 - self._beta) * mean + self._beta * weights)
        return self

    def decision_function(self, features: Any) -> FloatArray:
        """Score sparse features, shape ``(articles,)``."""
        return np.asarray(features @ self._weights + self._beta * self._model.intercept_[0])


class LogOdds:
    """Complement naive Bayes, scored by the difference of its two log likelihoods."""

    def __init__(self) -> None:
        self._model = ComplementNB()

    def fit(self, features: Any, truth: Any) -> Self:
        """Fit on sparse features, shape ``(articles, features)``."""
        self._model.fit(features, truth)
        return self

    def decision_function(self, features: Any) -> FloatArray:
        """Score sparse features, shape ``(articles,)``."""
        likelihoods = self._model.predict_joint_log_proba(features)
        return np.asarray(likelihoods[:, 1] - likelihoods[:, 0])


def _svm(regularisation: float, weight: str | None) -> ModelChoice:
    return ModelChoice(
        f"LinearSVC C={regularisation:g}{', balanced' if weight else ''}",
        lambda seed: LinearSVC(C=regularisation, class_weight=weight, random_state=seed),
    )


def _logistic(regularisation: float) -> ModelChoice:
    return ModelChoice(
        f"LogisticRegression C={regularisation:g}, balanced",
        lambda seed: LogisticRegression(
            C=regularisation, class_weight="balanced", solver="liblinear", random_state=seed
        ),
    )


def _ridge(alpha: float) -> ModelChoice:
    return ModelChoice(
        f"RidgeClassifier alpha={alpha:g}, balanced",
        lambda seed: RidgeClassifier(
            alpha=alpha, class_weight="balanced", solver="sparse_cg", random_state=seed
        ),
    )


def _sgd(alpha: float) -> ModelChoice:
    return ModelChoice(
        f"SGDClassifier modified_huber, alpha={alpha:g}, balanced",
        lambda seed: SGDClassifier(
            loss="modified_huber", alpha=alpha, class_weight="balanced", random_state=seed
        ),
    )


#: What ships, and what every other choice is held against.
SHIPPED = _svm(0.5, None)
MODELS = (
    SHIPPED,
    _svm(0.1, "balanced"),
    _svm(0.3, "balanced"),
    _svm(1.0, "balanced"),
    _svm(3.0, "balanced"),
    _svm(10.0, "balanced"),
    _svm(0.2, None),
    _svm(1.0, None),
    _svm(3.0, None),
    _svm(10.0, None),
    _logistic(10.0),
    _logistic(30.0),
    _logistic(100.0),
    _ridge(0.3),
    _ridge(1.0),
    ModelChoice("ComplementNB", lambda _seed: LogOdds()),
    _sgd(1e-5),
    _sgd(1e-4),
    ModelChoice("NB-SVM C=1, balanced", lambda seed: NaiveBayesSvm(1.0, seed)),
    ModelChoice("NB-SVM C=10, balanced", lambda seed: NaiveBayesSvm(10.0, seed)),
)
