"""The arrays of a compiled scorer: feature table, weights and calibration."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log
from typing import Literal

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.table import FeatureTable

FloatArray = npt.NDArray[np.float64]
Float32Array = npt.NDArray[np.float32]
Link = Literal["sigmoid", "softmax"]

#: In characters: the usual length of an article; calibration treats longer ones alike.
FULL_LENGTH = 400
_SHORTEST = 10
_MAX_EXPONENT = 700.0
_QUICK_COLUMNS = 8


@dataclass(frozen=True, slots=True)
class Calibration:
    """Calibration: maps decision values to probabilities.

    ``sigmoid``, for each topic: ``p = 1 / (1 + exp(-(slope * score + intercept)))``
    (Platt, Probabilistic outputs for support vector machines, 1999). Short texts get decision
    values that are too low: below `FULL_LENGTH` characters, ``per_length * ln(characters /
    FULL_LENGTH)`` is added to the log odds, with a ``per_length`` below zero for most topics.
    ``softmax``, for articles with exactly one topic:
    ``p = exp(slope * score) / sum(exp(slope * scores))``, one slope for all, the inverse
    temperature (Guo et al., On calibration of modern neural
    networks, 2017).

    Attributes:
        slope: Shape ``(topics,)``, not negative.
        intercept: Shape ``(topics,)``; zeros under ``softmax``.
        per_length: Log odds added per unit of ``ln(characters / FULL_LENGTH)``, shape
            ``(topics,)``; zeros ignore the length.
        link: ``sigmoid`` or ``softmax``.
    """

    slope: FloatArray
    intercept: FloatArray
    per_length: FloatArray
    link: Link = "sigmoid"

    def logits(self, scores: FloatArray, characters: Sequence[int] | None = None) -> FloatArray:
        """Map decision values to log odds.

        Args:
            scores: Shape ``(…, topics)``.
            characters: Length of each cleaned text, shape ``(…,)``; None for full-length texts.

        Returns:
            The same shape as ``scores``.
        """
        logits = self.slope * scores + self.intercept
        if characters is None or min(characters, default=FULL_LENGTH) >= FULL_LENGTH:
            return logits
        return logits + shortness(characters)[..., None] * self.per_length

    def probabilities(
        self, scores: FloatArray, characters: Sequence[int] | None = None
    ) -> FloatArray:
        """Map decision values to probabilities, 0 to 1; arguments and shape as for `logits`."""
        logits = self.logits(scores, characters)
        if self.link == "softmax":
            odds = np.exp(logits - logits.max(axis=-1, keepdims=True))
            return np.asarray(odds / odds.sum(axis=-1, keepdims=True))
        return sigmoid(logits)


def sigmoid(logits: FloatArray) -> FloatArray:
    """Return the logistic function of log odds, in the same shape."""
    # Beyond this exp overflows; the result is 0 to 300 decimal places.
    return np.asarray(1.0 / (1.0 + np.exp(np.minimum(-logits, _MAX_EXPONENT))))


def shortness(characters: Sequence[int]) -> FloatArray:
    """Return ``ln(characters / FULL_LENGTH)``, 0 for texts of `FULL_LENGTH` characters and more."""
    # In plain Python: for a few dozen texts, numpy would take twice as long.
    return np.array(
        [log(min(max(length, _SHORTEST), FULL_LENGTH) / FULL_LENGTH) for length in characters]
    )


@dataclass(frozen=True, slots=True)
class ScorerArrays:
    """A union of TF-IDF blocks (words, character n-grams, marks) times linear models.

    Features are numbered in that order. A mark is the character that cleaning puts in place of a
    rubric (`gaoqian.text.rubrics`); a block of its own keeps its weight independent of the
    text's length. A block contributes to a score
    ``sum over features of (1 + ln tf) * weight / norm`` with ``norm`` the Euclidean length of
    the block's ``(1 + ln tf) * idf`` (scikit-learn's ``TfidfTransformer(sublinear_tf=True)``).

    Attributes:
        words: Number of word features; n-grams and marks follow.
        marks: Number of mark features, which are the last.
        spelling: The words in feature order, separated by line feeds.
        table: Lookup table of words and n-grams.
        rows: One row per feature and a row of zeros for unknown ones, shape
            ``(features + 1, columns)``, float32: the squared inverse document frequency, then
            coefficient times inverse document frequency for each topic, then zero padding that
            makes rows quick to gather.
        intercept: Shape ``(topics,)``.
        calibration: Maps decision values to probabilities.
    """

    words: int
    marks: int
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
        """Return the text of every feature, in feature order.

        N-grams and marks are decoded from the lookup table itself.
        """
        words = self.spelling.split("\n") if self.words else []
        ngrams = self.table.spell()
        return [*words, *(ngrams[number] for number in range(len(words), self.features))]


def lay_out_rows(idf: FloatArray, weights: FloatArray) -> Float32Array:
    """Return `ScorerArrays.rows`.

    Args:
        idf: Inverse document frequencies, shape ``(features,)``.
        weights: Coefficient times inverse document frequency, shape ``(features, topics)``.
    """
    features, topics = weights.shape
    # Up to 32 bytes, numpy gathers rows whose length is a power of two several times as fast.
    columns = 1 << topics.bit_length() if topics < _QUICK_COLUMNS else topics + 1
    rows = np.zeros((features + 1, columns), dtype=np.float32)
    rows[:-1, 0] = idf**2
    rows[:-1, 1 : topics + 1] = weights
    return rows
