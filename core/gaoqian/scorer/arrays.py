"""The plain arrays that a compiled scorer consists of, and what each one holds."""

from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from gaoqian.errors import BundleError
from gaoqian.scorer.ngrams import FEATURE_MASK, NgramTable

FloatArray = npt.NDArray[np.float64]
Link = Literal["sigmoid", "softmax"]


@dataclass(frozen=True, slots=True)
class Calibration:
    """From decision values to probabilities.

    ``sigmoid``, each topic by itself: ``p = 1 / (1 + exp(-(slope * score + intercept)))``
    (Platt, Probabilistic outputs for support vector machines, 1999). ``softmax``, where an
    article has exactly one topic: ``p = exp(slope * score) / sum(exp(slope * scores))``, one
    slope for all, the inverse temperature (Guo et al., On calibration of modern neural
    networks, 2017).

    Attributes:
        slope: Shape ``(topics,)``, not negative.
        intercept: Shape ``(topics,)``; zeros under ``softmax``.
        link: ``sigmoid`` or ``softmax``.
    """

    slope: FloatArray
    intercept: FloatArray
    link: Link = "sigmoid"

    def logits(self, scores: FloatArray) -> FloatArray:
        """Map decision values, shape ``(…, topics)``, to log odds of the same shape."""
        return self.slope * scores + self.intercept

    def probabilities(self, scores: FloatArray) -> FloatArray:
        """Map decision values, shape ``(…, topics)``, to probabilities of the same shape."""
        if self.link == "softmax":
            logits = self.logits(scores)
            odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
            return np.asarray(odds / odds.sum(axis=-1, keepdims=True))
        # exp of a large positive number overflows to inf, and 1 / inf is the right answer 0.
        with np.errstate(over="ignore"):
            return np.asarray(1.0 / (1.0 + np.exp(-self.logits(scores))))


@dataclass(frozen=True, slots=True)
class ScorerArrays:
    """A union of TF-IDF blocks (words, then character n-grams) times linear models.

    Features are numbered words first. A block's part of a score is
    ``sum over features of (1 + ln tf) * weight / norm`` with ``norm`` the Euclidean length of
    the block's ``(1 + ln tf) * idf`` (scikit-learn's ``TfidfTransformer(sublinear_tf=True)``).

    Attributes:
        words: The word features; the rest are character n-grams.
        ngrams: The table that finds the character n-grams among the features.
        idf: Inverse document frequencies, shape ``(features,)``.
        weights: Coefficient times idf, shape ``(features, topics)``.
        intercept: Shape ``(topics,)``.
        calibration: From decision values to probabilities.
    """

    words: list[str]
    ngrams: NgramTable
    idf: FloatArray
    weights: FloatArray
    intercept: FloatArray
    calibration: Calibration

    @property
    def topics(self) -> int:
        """Number of topics."""
        return len(self.intercept)

    def audit(self) -> None:
        """Check that shapes and types fit together.

        Raises:
            BundleError: some array does not fit; the message names it.
        """
        topics = np.shape(self.intercept)
        features = np.shape(self.idf)
        if len(topics) != 1 or len(features) != 1 or features[0] < len(self.words):
            raise BundleError(
                f"{len(self.words)} words, idf {features} and intercept {topics} do not fit"
            )
        self._audit_shapes(topics, features)
        self._audit_ngrams(features[0])

    def _audit_shapes(self, topics: tuple[int, ...], features: tuple[int, ...]) -> None:
        expected: dict[str, tuple[object, tuple[int, ...]]] = {
            "idf": (self.idf, features),
            "weights": (self.weights, (*features, *topics)),
            "intercept": (self.intercept, topics),
            "calibration.slope": (self.calibration.slope, topics),
            "calibration.intercept": (self.calibration.intercept, topics),
        }
        for name, (array, shape) in expected.items():
            fits = isinstance(array, np.ndarray) and array.shape == shape
            if not isinstance(array, np.ndarray) or not fits or array.dtype != np.float64:
                got = getattr(array, "shape", type(array).__name__)
                raise BundleError(f"array '{name}' is {got}, expected shape {shape}")
            if not np.isfinite(array).all():
                raise BundleError(f"array '{name}' holds values that are not finite")

    def _audit_ngrams(self, features: int) -> None:
        """Check that every look-up lands inside its array."""
        table = self.ngrams
        arrays: dict[str, tuple[npt.NDArray[Any], type, int]] = {
            "characters": (table.characters, np.uint16, 1),
            "singles": (table.singles, np.int32, 1),
            "slots": (table.slots, np.uint64, 2),
            "multipliers": (table.multipliers, np.uint64, 1),
        }
        for name, (array, kind, dimensions) in arrays.items():
            if not isinstance(array, np.ndarray) or array.dtype != kind or not array.size:
                raise BundleError(f"array 'ngrams.{name}' is not of type {kind.__name__}")
            if array.ndim != dimensions:
                raise BundleError(f"array 'ngrams.{name}' has {array.ndim} dimensions")
        size = table.slots.shape[1]
        if table.slots.shape[0] != 2 or size & (size - 1) or len(table.multipliers) != 2:
            raise BundleError(f"array 'ngrams.slots' is {table.slots.shape}, expected (2, 2**n)")
        highest = max(int(table.singles.max()), int((table.slots & FEATURE_MASK).max()))
        if int(table.characters.max()) >= len(table.singles) or highest >= features:
            raise BundleError("array 'ngrams' points beyond the features")
        if not set(table.sizes) <= {1, 2, 3}:
            raise BundleError(f"'ngrams.sizes' is {table.sizes!r}, expected 1 to 3")
