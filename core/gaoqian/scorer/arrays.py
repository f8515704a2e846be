"""The plain arrays that a compiled scorer consists of, and what each one holds."""

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.table import FeatureTable

FloatArray = npt.NDArray[np.float64]
Float32Array = npt.NDArray[np.float32]
Link = Literal["sigmoid", "softmax"]

_MAX_EXPONENT = 700.0
_QUICK_COLUMNS = 8


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
        # Beyond this exp overflows; here the answer is 0 to 300 places.
        return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-self.logits(scores), _MAX_EXPONENT))))


@dataclass(frozen=True, slots=True)
class ScorerArrays:
    """A union of TF-IDF blocks (words, then character n-grams) times linear models.

    Features are numbered words first. A block's part of a score is
    ``sum over features of (1 + ln tf) * weight / norm`` with ``norm`` the Euclidean length of
    the block's ``(1 + ln tf) * idf`` (scikit-learn's ``TfidfTransformer(sublinear_tf=True)``).

    Attributes:
        words: How many features are words; the rest are character n-grams.
        spelling: The words in order, parted by line feeds.
        table: Finds words and n-grams in texts.
        rows: One row a feature and one of zeros for all that is unknown, shape
            ``(features + 1, columns)``, float32: the squared inverse document frequency, then
            coefficient times that frequency for each topic, then zeros; as many columns as
            make rows quick to gather.
        intercept: Shape ``(topics,)``.
        calibration: From decision values to probabilities.
    """

    words: int
    spelling: str
    table: FeatureTable
    rows: Float32Array
    intercept: FloatArray
    calibration: Calibration

    @property
    def topics(self) -> int:
        """Number of topics."""
        return len(self.intercept)

    @property
    def features(self) -> int:
        """Number of features."""
        return len(self.rows) - 1

    @property
    def weights(self) -> Float32Array:
        """Coefficient times inverse document frequency, shape ``(features, topics)``."""
        return self.rows[:-1, 1 : self.topics + 1]

    def spell(self) -> list[str]:
        """Return the text of every feature by its number.

        N-grams come from the table itself, so that what is shown is what decides.
        """
        words = self.spelling.split("\n") if self.words else []
        ngrams = self.table.spell()
        return [*words, *(ngrams[number] for number in range(len(words), self.features))]


def lay_out_rows(idf: FloatArray, weights: FloatArray) -> Float32Array:
    """Return `ScorerArrays.rows` for ``idf`` and ``weights`` of its features."""
    features, topics = weights.shape
    # Up to 32 bytes, numpy gathers rows whose length is a power of two several times as fast.
    columns = 1 << topics.bit_length() if topics < _QUICK_COLUMNS else topics + 1
    rows = np.zeros((features + 1, columns), dtype=np.float32)
    rows[:-1, 0] = idf**2
    rows[:-1, 1 : topics + 1] = weights
    return rows
