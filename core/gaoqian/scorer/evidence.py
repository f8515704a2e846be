"""Evidence: which stretches of a text made the linear model decide as it did.

The model is linear, so a topic's log odds are the intercepts plus what each occurrence of
each feature adds. Every occurrence's share is spread evenly over its characters and summed
up token by token: the tokens' weights add up to the log odds.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np

from gaoqian.scorer.arrays import FloatArray
from gaoqian.scorer.keys import LINE_BREAK, IntArray
from gaoqian.scorer.scorer import Features, Scorer, block_norms
from gaoqian.scorer.token_batch import TokenBatch
from gaoqian.text.marks import ALL_MARKS

#: A token joins its neighbour's stretch only where it adds at least this share of what the
#: strongest token of the text adds; else every stretch would swallow its weak surroundings.
_MIN_SHARE_OF_STRONGEST = 0.1
#: In tokens: longer stretches are whole clauses and show nothing.
_MAX_TOKENS = 4


#: Neighbouring strong tokens: their weight, negative, so that the strongest is the least; the
#: first of them, and one past the last. There are dozens in a text, and few are shown.
_Run = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of tokens and what it adds to a topic's log odds (nats)."""

    start: int
    end: int
    text: str
    weight: float


class TokenWeights:
    """What each token of one text adds to the topics' log odds.

    Args:
        scorer: What scored it.
        batch: Of this text alone.
        features: Of this text alone.
    """

    def __init__(self, scorer: Scorer, batch: TokenBatch, features: Features) -> None:
        arrays = scorer.arrays
        self.tokens = batch.tokens[0]
        #: Where each token begins in the text, shape ``(tokens,)``.
        self.starts = batch.bounds[:-1] - 1
        self._batch = batch
        self._lengths = arrays.table.lengths(len(batch.points), len(self.starts))
        self._sizes = tuple(reversed(arrays.table.sizes))
        self._is_text = (batch.points != ord(LINE_BREAK)).view(np.uint8)
        self._rows = arrays.rows.take(features.numbers, axis=0)
        self._slope = arrays.calibration.slope
        norms = np.repeat(block_norms(features, self._rows), np.diff(features.bounds))
        #: What one occurrence of each feature adds to a score, for each unit of its weight.
        self._each = features.values / (features.counts * norms)
        self._feature_positions = _feature_positions(batch, features, arrays.features)

    def for_topic(self, topic: int) -> FloatArray:
        """Return the weights for a topic, shape ``(tokens,)``.

        Their sum is the calibrated log odds less what stands there for an empty text.
        """
        if not self.tokens:
            return np.zeros(0)
        each = self._rows[:, 1 + topic] * self._each * self._slope[topic]
        shares = each.take(self._feature_positions)
        by_word, start = shares[: len(self.tokens)], len(self.tokens)
        by_character = np.zeros(len(self._is_text))
        for size, length in zip(self._sizes, self._lengths[1:], strict=True):
            self._spread(shares[start : start + length], size, by_character)
            start += length
        by_character *= self._is_text
        bounds = self._batch.bounds
        return np.asarray(by_word + np.add.reduceat(by_character[: bounds[-1]], bounds[:-1]))

    def _spread(self, share: FloatArray, size: int, by_character: FloatArray) -> None:
        """Add each n-gram's share to its characters, save the line breaks at its ends."""
        windows = [self._is_text[offset : offset + len(share)] for offset in range(size)]
        characters = reduce(np.add, windows)
        # Line breaks alone would leave nothing to spread over, but are no n-gram: share 0.
        each = share / np.maximum(characters, 1)
        for offset in range(size):
            by_character[offset : offset + len(share)] += each


def _feature_positions(batch: TokenBatch, features: Features, known: int) -> IntArray:
    """Return which of the distinct features stands at each place, shape ``(occurrences,)``.

    A table over all features, of which only those that occur are ever touched, is four times as
    quick as sorting the places, and seven times as quick as searching.
    """
    table = np.empty(known + 1, dtype=np.int64)
    table[features.numbers] = np.arange(len(features.numbers))
    return table.take(batch.features)


def strongest_stretches(
    tokens: Sequence[str], starts: IntArray, weights: FloatArray, limit: int | None
) -> list[Stretch]:
    """Join neighbouring tokens that speak for the topic and return the strongest runs.

    Args:
        tokens: The words of a text, in order.
        starts: Where each begins in the text, shape ``(tokens,)``.
        weights: What each adds, shape ``(tokens,)``.
        limit: At most so many, of two characters or more, none within another's text; None
            for all.

    Returns:
        Stretches of positive weight, strongest first.
    """
    if not len(weights) or weights.max() <= 0.0:
        return []
    runs = sorted(_runs(tokens, weights))
    shown: list[Stretch] = []
    for run in runs:
        if len(shown) == limit:
            break
        stretch = _stretch(run, tokens, starts)
        says_more = all(
            stretch.text not in other.text and other.text not in stretch.text for other in shown
        )
        # One character alone, such as 让 or 而, tells a reader nothing; a mark is a whole rubric.
        tells = len(stretch.text) > 1 or len(runs) == 1 or stretch.text in ALL_MARKS
        if limit is None or (says_more and tells):
            shown.append(stretch)
    return shown or [_stretch(run, tokens, starts) for run in runs[:limit]]


def _runs(tokens: Sequence[str], weights: FloatArray) -> list[_Run]:
    """Return the runs of neighbouring strong tokens."""
    # Few tokens are strong: the others are never looked at one by one.
    (strong,) = (weights >= _MIN_SHARE_OF_STRONGEST * weights.max()).nonzero()
    runs: list[_Run] = []
    first = end = -1
    against = 0.0
    for index, weight in zip(strong.tolist(), weights.take(strong).tolist(), strict=True):
        is_mark = tokens[index] in ALL_MARKS
        if not (is_mark or tokens[index][0].isalnum()):
            continue
        if index == end and end - first < _MAX_TOKENS and not is_mark:
            end += 1
            against -= weight
        else:
            runs.append((against, first, end))
            first, end, against = index, index + 1, -weight
    runs.append((against, first, end))
    return runs[1:]


def _stretch(run: _Run, tokens: Sequence[str], starts: IntArray) -> Stretch:
    against, first, end = run
    text, start = "".join(tokens[first:end]), int(starts[first])
    return Stretch(start, start + len(text), text, -against)
