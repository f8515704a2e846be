"""From a document's text to decision values and, where asked, to what made them."""

from dataclasses import dataclass
from itertools import repeat

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.arrays import FloatArray, ScorerArrays
from gaoqian.scorer.ngrams import IntArray, frame
from gaoqian.segment import Segmenter

_UNKNOWN = repeat(-1)


@dataclass(frozen=True, slots=True)
class Occurrences:
    """Every known feature of a text, where it stands.

    Attributes:
        tokens: The words of the text, in order.
        words: Feature number of each token, shape ``(tokens,)``; -1 where unknown.
        ngrams: For each n-gram size, feature numbers by start position in the framed text
            (see `frame`); -1 where unknown.
    """

    tokens: list[str]
    words: IntArray
    ngrams: tuple[IntArray, ...]


@dataclass(frozen=True, slots=True)
class Features:
    """The distinct known features of a text.

    Attributes:
        numbers: Ascending feature numbers, shape ``(n,)``.
        counts: How often each occurs, shape ``(n,)``.
        values: Each one's ``(1 + ln tf) / norm``, shape ``(n,)``; times its row of weights it
            is what the feature adds to each topic's decision value.
    """

    numbers: IntArray
    counts: npt.NDArray[np.int64]
    values: FloatArray


class Scorer:
    """Scores texts with the arrays of a bundle; safe to share between threads."""

    def __init__(self, arrays: ScorerArrays, segmenter: Segmenter) -> None:
        self.arrays = arrays
        self.segmenter = segmenter
        self._words = {word: number for number, word in enumerate(arrays.words)}

    def occurrences(self, text: str) -> Occurrences:
        """Segment a text and look up all its words and n-grams."""
        tokens = self.segmenter.cut(text)
        words = np.fromiter(map(self._words.get, tokens, _UNKNOWN), np.int32, len(tokens))
        return Occurrences(tokens, words, self.arrays.ngrams.find(frame(text)))

    def features(self, occurrences: Occurrences) -> Features:
        """Count the known features and weigh them by the TF-IDF scheme of the arrays."""
        numbers = np.concatenate((occurrences.words, *occurrences.ngrams))
        numbers = numbers[numbers >= 0]
        numbers.sort()
        changes = np.empty(len(numbers) + 1, dtype=np.bool_)
        changes[0] = changes[-1] = True
        np.not_equal(numbers[1:], numbers[:-1], out=changes[1:-1])
        bounds = np.flatnonzero(changes)
        numbers = numbers[bounds[:-1]]
        counts = bounds[1:] - bounds[:-1]
        values = 1.0 + np.log(counts)
        self._normalise(numbers, values)
        return Features(numbers, counts, values)

    def _normalise(self, numbers: IntArray, values: FloatArray) -> None:
        """Divide each block's values by the length of the block's TF-IDF vector, in place."""
        squares = (values * self.arrays.idf[numbers]) ** 2
        boundary = int(np.searchsorted(numbers, len(self.arrays.words)))
        for block in (slice(None, boundary), slice(boundary, None)):
            length = float(np.sqrt(squares[block].sum()))
            if length > 0.0:
                values[block] /= length

    def decide(self, features: Features) -> FloatArray:
        """Return the decision values of the linear models, shape ``(topics,)``."""
        rows = self.arrays.weights[features.numbers]
        return np.asarray(features.values @ rows + self.arrays.intercept)

    def score(self, text: str) -> FloatArray:
        """Return each topic's calibrated probability for a text, shape ``(topics,)``."""
        decisions = self.decide(self.features(self.occurrences(text)))
        return self.arrays.calibration.probabilities(decisions)
