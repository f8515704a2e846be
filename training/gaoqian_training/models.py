"""Linear models, one a topic: kinds by name, settings, and fitting them one-vs-rest."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import sklearn
from sklearn.multiclass import OneVsRestClassifier
from sklearn.svm import LinearSVC

from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.metrics import BoolArray


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """Settings of the linear models.

    Attributes:
        kind: Which linear model, one of `MODEL_KINDS`.
        regularisation: ``C`` of scikit-learn, the inverse strength, positive.
        excerpts: What an article's first paragraph counts beside the whole article, 0 to 1;
            see `gaoqian_training.examples`.
        balanced: Whether the rarer side of a topic weighs more, by the inverse of its share.
        tolerance: When the solver stops; scikit-learn's default unless said otherwise.
    """

    kind: str = "svm"
    regularisation: float = 1.0
    excerpts: float = 0.0
    balanced: bool = True
    tolerance: float = 1e-4


def _linear_svc(settings: ModelSettings, seed: int) -> LinearSVC:
    return LinearSVC(
        C=settings.regularisation,
        class_weight="balanced" if settings.balanced else None,
        tol=settings.tolerance,
        random_state=seed,
    )


#: Kinds of linear models, by the name that candidates' names contain. Each makes an unfitted
#: scikit-learn classifier that takes sample weights and, once fitted, has ``coef_`` and
#: ``intercept_``.
MODEL_KINDS: Mapping[str, Callable[[ModelSettings, int], Any]] = {"svm": _linear_svc}


def fit_models(
    settings: ModelSettings, features: Any, labels: BoolArray, weights: FloatArray, seed: int
) -> OneVsRestClassifier:
    """Fit one linear model a topic, one-vs-rest.

    Args:
        settings: Their settings.
        features: Sparse, shape ``(examples, features)``.
        labels: Shape ``(examples, topics)``.
        weights: Sample weights, shape ``(examples,)``.
        seed: Seed of the solver.
    """
    model = MODEL_KINDS[settings.kind](settings, seed)
    with sklearn.config_context(enable_metadata_routing=True):
        model.set_fit_request(sample_weight=True)
        # One topic after the other: the solver's threads would share one random generator, and
        # the same seed would no longer give the same model.
        return OneVsRestClassifier(model).fit(features, labels, sample_weight=weights)
