"""Evidence: each token's contribution to a topic's log odds, and the strongest stretches.

The model is linear, so a topic's log odds are the intercepts plus one contribution for each
occurrence of a feature. A contribution is spread evenly over the characters of its occurrence
and summed by token: the tokens' weights add up to the log odds.
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

#: Tokens below this share of the strongest token's weight join no stretch; otherwise stretches
#: would grow over weak neighbours.
_MIN_SHARE_OF_STRONGEST = 0.1
#: In tokens: longer stretches are whole clauses and explain nothing.
_MAX_TOKENS = 4


#: A run of neighbouring strong tokens: its negated weight, for sorting; first token; one past
#: the last.
_Run = tuple[float, int, int]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of tokens and its contribution to a topic's log odds.

    Attributes:
        start: First character, from 0.
        end: One past the last character.
        text: The characters.
        weight: The contribution, in nats; positive.
    """

    start: int
    end: int
    text: str
    weight: float


class TokenWeights:
    """Contributions of the tokens of one text to the topics' log odds.

    Args:
        scorer: The scorer.
        batch: The token batch of this text only.
        features: The features of this text only.
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
        #: Contribution of one occurrence of each feature to a score, per unit of its weight.
        self._each = features.values / (features.counts * norms)
        self._feature_positions = _feature_positions(batch, features, arrays.features)

    def for_topic(self, topic: int) -> FloatArray:
        """Return the tokens' weights for a topic in nats, shape ``(tokens,)``.

        Their sum is the calibrated log odds minus those of an empty text.
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
        """Add each n-gram's share to its characters, line breaks excepted."""
        windows = [self._is_text[offset : offset + len(share)] for offset in range(size)]
        characters = reduce(np.add, windows)
        # A window of line breaks only has no character, and as no n-gram a share of 0.
        each = share / np.maximum(characters, 1)
        for offset in range(size):
            by_character[offset : offset + len(share)] += each


def _feature_positions(batch: TokenBatch, features: Features, known: int) -> IntArray:
    """Return each occurrence's position among the distinct features, shape ``(occurrences,)``.

    A table over all features, most of it never touched, is four times as quick as sorting and
    seven times as quick as binary search.
    """
    table = np.empty(known + 1, dtype=np.int64)
    table[features.numbers] = np.arange(len(features.numbers))
    return table.take(batch.features)


def strongest_stretches(
    tokens: Sequence[str], starts: IntArray, weights: FloatArray, limit: int | None
) -> list[Stretch]:
    """Join neighbouring tokens of positive weight and return the strongest stretches.

    Args:
        tokens: The words of a text, in order.
        starts: First character of each token, shape ``(tokens,)``.
        weights: Weight of each token, shape ``(tokens,)``.
        limit: Maximum number of stretches, each of two characters or more and none a substring
            of another; None for all.

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
        # One character, such as 让 or 而, explains nothing; a mark stands for a whole rubric.
        tells = len(stretch.text) > 1 or len(runs) == 1 or stretch.text in ALL_MARKS
        if limit is None or (says_more and tells):
            shown.append(stretch)
    return shown or [_stretch(run, tokens, starts) for run in runs[:limit]]


def _runs(tokens: Sequence[str], weights: FloatArray) -> list[_Run]:
    """Return the runs of neighbouring strong tokens."""
    # Few tokens are strong; only these are looped over.
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
