"""Score counts: how often which probabilities were given together, and not of which text.

Every topic's log odds fall into one of a few dozen bins; an article's cell is a string of one
letter a topic. Counts by cell are enough to estimate shares of topics and what thresholds would
give, topic by topic and together, and they hold nothing of any text.
"""

import math
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gaoqian.scorer.arrays import FloatArray, sigmoid

#: Between the bins, in log odds: narrow where thresholds lie, wide where nothing is decided.
_EDGES = (
    *(-8.0, -7.0, -6.0, -5.5, -5.0, -4.5),
    *(step / 4 for step in range(-16, 17)),
    *(4.5, 5.0, 6.0, 7.0),
)
#: What an article of each bin counts as: the middle of its bin.
_MIDDLES = np.array([-9.0, *((low + high) / 2 for low, high in pairwise(_EDGES)), 8.0])
_FIRST_LETTER = ord("0")
_LEAST, _MOST = 1e-9, 1.0 - 1e-9


def cell_of(scores: Sequence[float]) -> str:
    """Return the cell of an article's probabilities, one letter a topic, in their order.

    Args:
        scores: Calibrated probabilities, each 0 to 1.
    """
    return "".join([chr(_FIRST_LETTER + bisect_right(_EDGES, _log_odds(p))) for p in scores])


@dataclass(frozen=True, slots=True)
class ScoreCounts:
    """How many articles had which probabilities.

    Attributes:
        logits: Log odds of each topic, the middles of the bins; shape ``(cells, topics)``.
        counts: How many articles, shape ``(cells,)``.
    """

    logits: FloatArray
    counts: FloatArray

    @classmethod
    def from_cells(cls, cells: Mapping[str, int], topics: int) -> "ScoreCounts":
        """Build counts from cells; those of another number of topics are none of this model's.

        Raises:
            ValueError: a cell holds what `cell_of` does not write.
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
        """Build counts from probabilities themselves, shape ``(articles, topics)``, each once."""
        return cls(logit(scores), np.ones(len(scores)))

    @property
    def articles(self) -> int:
        """How many articles were counted."""
        return int(self.counts.sum())

    def shifted(self, shifts: FloatArray) -> "ScoreCounts":
        """Return the counts with something added to each topic's log odds, ``(topics,)``."""
        return ScoreCounts(self.logits + shifts, self.counts)

    def probabilities(self) -> FloatArray:
        """Return the probabilities, shape ``(cells, topics)``."""
        return sigmoid(self.logits)


def logit(probabilities: FloatArray) -> FloatArray:
    """Return log odds, those of 0 and 1 finite; the inverse of `sigmoid`."""
    clipped = np.clip(probabilities, _LEAST, _MOST)
    return np.asarray(np.log(clipped / (1.0 - clipped)))


def _log_odds(probability: float) -> float:
    # In plain Python, which for one number takes a tenth of numpy's time.
    clipped = min(max(probability, _LEAST), _MOST)
    return math.log(clipped / (1.0 - clipped))
