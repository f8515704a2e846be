"""The scorer: token batches to feature counts to decision values and probabilities."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

import numpy as np

from gaoqian.scorer.arrays import Float32Array, FloatArray, ScorerArrays
from gaoqian.scorer.keys import FEATURE_BITS, IntArray, UInt32Array
from gaoqian.scorer.token_batch import TokenBatch, look_up_texts
from gaoqian.segment import Segmenter

#: Feature blocks: words, n-grams, marks.
BLOCKS = 3
#: Most texts in a batch: text and feature numbers share 32 bits while features are counted.
MAX_TEXTS = 1 << 32 - FEATURE_BITS
_FEATURE = np.uint32((1 << FEATURE_BITS) - 1)


@dataclass(frozen=True, slots=True)
class Features:
    """The distinct features of some texts, text by text, ascending within each.

    Attributes:
        numbers: Feature numbers, shape ``(n,)``; the last of a text stands for unknown ones.
        counts: Occurrences of each in its text, shape ``(n,)``; line breaks between texts count
            as unknown.
        values: ``1 + ln tf`` of each, shape ``(n,)``.
        bounds: The words of text i are ``[bounds[3 * i], bounds[3 * i + 1])``, its n-grams
            ``[bounds[3 * i + 1], bounds[3 * i + 2])``, then its marks; ``3 * texts + 1`` entries.
    """

    numbers: UInt32Array
    counts: IntArray
    values: Float32Array
    bounds: list[int]

    def select(self, text: int) -> "Features":
        """Return the features of one text, by its position from 0."""
        bounds = self.bounds[BLOCKS * text : BLOCKS * (text + 1) + 1]
        whole = slice(bounds[0], bounds[-1])
        return Features(
            self.numbers[whole],
            self.counts[whole],
            self.values[whole],
            [bound - bounds[0] for bound in bounds],
        )


class Scorer:
    """Scores texts with the arrays of a bundle; safe to share between threads.

    Texts must be cleaned, and at most `MAX_TEXTS` at a time.
    """

    def __init__(self, arrays: ScorerArrays, segmenter: Segmenter) -> None:
        self.arrays = arrays
        self.segmenter = segmenter
        firsts = [0, arrays.words, arrays.features - arrays.marks]
        self._first_of_blocks = np.array(firsts, dtype=np.uint32)
        self._unknown = np.uint64(arrays.features)

    def look_up(self, texts: Sequence[str]) -> TokenBatch:
        """Segment texts and look up their words and n-grams."""
        return look_up_texts(texts, self.segmenter, self.arrays.table, self._unknown)

    def count(self, batch: TokenBatch) -> Features:
        """Count the features of each text of a batch."""
        texts = len(batch.tokens)
        pairs = self._pairs(batch)
        changes = np.empty(len(pairs) + 1, dtype=np.bool_)
        changes[0] = changes[-1] = True
        np.not_equal(pairs[1:], pairs[:-1], out=changes[1:-1])
        (firsts,) = changes.nonzero()
        pairs = pairs.take(firsts[:-1])
        counts = firsts[1:] - firsts[:-1]
        values = np.log(counts.astype(np.float32))
        values += np.float32(1.0)
        edges = np.arange(texts, dtype=np.uint32) << np.uint32(FEATURE_BITS)
        blocks = (edges[:, None] + self._first_of_blocks).ravel()
        bounds = [*pairs.searchsorted(blocks).tolist(), len(pairs)]
        return Features(pairs & _FEATURE, counts, values, bounds)

    def _pairs(self, batch: TokenBatch) -> UInt32Array:
        """Return text number and feature number of each occurrence as one integer, ascending."""
        pairs = batch.features.astype(np.uint32)
        if len(batch.tokens) == 1:
            pairs.sort()
            return pairs
        parts = batch.split(self.arrays.table)
        sizes = [sum(block.stop - block.start for block in blocks) for blocks in parts]
        pairs = np.concatenate([pairs[block] for blocks in parts for block in blocks])
        # Text by text: sorting all together takes twice as long.
        for start, end in pairwise(accumulate(sizes, initial=0)):
            pairs[start:end].sort()
        texts = np.arange(len(sizes), dtype=np.uint32)
        pairs |= np.repeat(texts << np.uint32(FEATURE_BITS), sizes)
        return pairs

    def decision_values(self, features: Features) -> FloatArray:
        """Return the decision values of the linear models, shape ``(texts, topics)``."""
        rows = self.arrays.rows.take(features.numbers, axis=0)
        powers = np.empty((2, len(rows)), dtype=np.float32)
        powers[0] = features.values
        np.multiply(features.values, features.values, out=powers[1])
        sums = np.zeros((len(features.bounds) - 1, 2, rows.shape[1]), dtype=np.float32)
        for block, (start, end) in enumerate(pairwise(features.bounds)):
            # The values times the weights, and their squares times the squared idf.
            np.matmul(powers[:, start:end], rows[start:end], out=sums[block])
        norms = np.sqrt(sums[:, 1, 0], dtype=np.float64)
        norms[norms == 0.0] = 1.0
        blocks = sums[:, 0, 1 : self.arrays.topics + 1] / norms[:, None]
        return np.asarray(blocks[::3] + blocks[1::3] + blocks[2::3] + self.arrays.intercept)

    def score(self, texts: Sequence[str]) -> FloatArray:
        """Return each topic's calibrated probability, shape ``(texts, topics)``."""
        decisions = self.decision_values(self.count(self.look_up(texts)))
        return self.arrays.calibration.probabilities(decisions, [len(text) for text in texts])


def block_norms(features: Features, rows: Float32Array) -> list[float]:
    """Return the Euclidean norms of one text's TF-IDF vectors, one per block.

    Args:
        features: The features of this text only.
        rows: The rows of `ScorerArrays` for these features, in order.

    Returns:
        `BLOCKS` norms; 1 for a zero vector.
    """
    squares = features.values**2 * rows[:, 0]
    blocks = pairwise(features.bounds)
    return [float(np.sqrt(squares[start:end].sum())) or 1.0 for start, end in blocks]
