"""Score counts: a joint histogram of the topics' probabilities, without any text.

Each topic's log odds fall into one of a few dozen bins; an article's cell is a string with one
letter per topic for its bins. Counts by cell suffice to estimate topic shares and the effect of
thresholds, for single topics and jointly.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gaoqian.scorer.arrays import FloatArray, sigmoid

#: Bin edges in log odds: narrow bins in the range of thresholds, wide ones beyond.
_EDGES = (
    *(-8.0, -7.0, -6.0, -5.5, -5.0, -4.5),
    *(step / 4 for step in range(-16, 17)),
    *(4.5, 5.0, 6.0, 7.0),
)
#: Log odds that represent each bin: its middle.
_MIDDLES = np.array([-9.0, *((low + high) / 2 for low, high in pairwise(_EDGES)), 8.0])
_FIRST_LETTER = ord("0")
_LEAST, _MOST = 1e-9, 1.0 - 1e-9


def cell_of(scores: Sequence[float]) -> str:
    """Return the cell of an article's probabilities: one letter per topic, in topic order.

    Args:
        scores: Calibrated probabilities, each 0 to 1.
    """
    return "".join([chr(_FIRST_LETTER + bisect_right(_EDGES, _log_odds(p))) for p in scores])


@dataclass(frozen=True, slots=True)
class ScoreCounts:
    """A joint histogram of the topics' log odds.

    Attributes:
        logits: Log odds of each cell's topics, shape ``(cells, topics)``.
        counts: Number of articles in each cell, shape ``(cells,)``.
    """

    logits: FloatArray
    counts: FloatArray

    @classmethod
    def from_cells(cls, cells: Mapping[str, int], topics: int) -> "ScoreCounts":
        """Build counts from article counts by cell; cells of another number of topics are ignored.

        Raises:
            ValueError: a cell contains a letter that `cell_of` does not write.
        """
        kept = {cell: count for cell, count in cells.items() if len(cell) == topics}
        bins = np.array(
            [[ord(letter) - _FIRST_LETTER for letter in cell] for cell in kept], dtype=np.int64
        ).reshape(len(kept), topics)
        if bins.size and not 0 <= bins.min() <= bins.max() < len(_MIDDLES):
            raise ValueError("a cell of scores holds a letter of no bin")
        return cls(_MIDDLES[bins], np.array(list(kept.values()), dtype=np.float64))

    @classmethod
    def from_scores(cls, scores: FloatArray) -> "ScoreCounts":
        """Build counts from probabilities, shape ``(articles, topics)``: one cell per article."""
        return cls(logit(scores), np.ones(len(scores)))

    @property
    def articles(self) -> int:
        """Number of articles counted."""
        return int(self.counts.sum())

    def shifted(self, shifts: FloatArray) -> "ScoreCounts":
        """Return the counts with ``shifts``, shape ``(topics,)``, added to the log odds."""
        return ScoreCounts(self.logits + shifts, self.counts)

    def probabilities(self) -> FloatArray:
        """Return the cells' probabilities, shape ``(cells, topics)``."""
        return sigmoid(self.logits)


def logit(probabilities: FloatArray) -> FloatArray:
    """Return log odds, finite also for 0 and 1; the inverse of `sigmoid`."""
    clipped = np.clip(probabilities, _LEAST, _MOST)
    return np.asarray(np.log(clipped / (1.0 - clipped)))


def _log_odds(probability: float) -> float:
    # In plain Python, which for one number takes a tenth of numpy's time.
    clipped = min(max(probability, _LEAST), _MOST)
    return math.log(clipped / (1.0 - clipped))
