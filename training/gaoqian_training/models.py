"""The linear models: one support vector machine a topic."""

from dataclasses import dataclass
from typing import Any

import sklearn
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.metrics import BoolArray


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What the linear models are.

    Attributes:
        regularisation: ``C`` of scikit-learn's `LinearSVC`, positive.
        excerpts: What an article's first paragraph counts beside the whole article, 0 to 1;
            see `gaoqian_training.examples`.
        balanced: Whether the rarer side of a topic weighs more, by the inverse of its share.
        tolerance: When the solver stops; scikit-learn's default unless said otherwise.
    """

    regularisation: float = 1.0
    excerpts: float = 0.0
    balanced: bool = True
    tolerance: float = 1e-4


def fit_models(
    settings: ModelSettings, features: Any, labels: BoolArray, weights: FloatArray, seed: int
) -> OneVsRestClassifier:
    """Fit one-vs-rest linear support vector machines.

    Args:
        settings: What they are.
        features: Sparse, shape ``(examples, features)``.
        labels: Shape ``(examples, topics)``.
        weights: What each example counts, shape ``(examples,)``.
        seed: Of the solver.
    """
    model = LinearSVC(
        C=settings.regularisation,
        class_weight="balanced" if settings.balanced else None,
        tol=settings.tolerance,
        random_state=seed,
    )
    with sklearn.config_context(enable_metadata_routing=True):
        model.set_fit_request(sample_weight=True)
        # One topic after the other: the solver's threads would share one random generator, and
        # the same seed would no longer give the same model.
        return OneVsRestClassifier(model).fit(features, labels, sample_weight=weights)
