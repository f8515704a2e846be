"""Evidence: which stretches of a text made the linear model decide as it did.

The model is linear, so a topic's log odds are the intercepts plus what each occurrence of
each feature adds. Every occurrence's share is spread evenly over its characters and summed
up token by token: the tokens' weights add up to the log odds exactly.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.arrays import FloatArray
from gaoqian.scorer.ngrams import LINE_BREAK, IntArray, frame
from gaoqian.scorer.scorer import Features, Occurrences, Scorer

#: A token joins its neighbour's stretch only where it adds at least this share of what the
#: strongest token of the text adds; else every stretch would swallow its weak surroundings.
_MIN_SHARE_OF_STRONGEST = 0.1
#: In tokens: longer stretches are whole clauses and show nothing.
_MAX_TOKENS = 4


@dataclass(frozen=True, slots=True)
class Stretch:
    """A run of tokens and what it adds to a topic's log odds (nats)."""

    start: int
    end: int
    text: str
    weight: float


def token_weights(
    scorer: Scorer, occurrences: Occurrences, features: Features, topic: int
) -> FloatArray:
    """Return what each token adds to a topic's log odds, shape ``(tokens,)``.

    Their sum is the calibrated log odds less what stands there for an empty text.
    """
    column = scorer.arrays.weights[features.numbers, topic]
    each = features.values * column / features.counts * scorer.arrays.calibration.slope[topic]
    lengths = np.fromiter(map(len, occurrences.tokens), np.int64, len(occurrences.tokens))
    ends = np.cumsum(lengths)
    by_word = _shares(occurrences.words, features.numbers, each)
    framed = frame("".join(occurrences.tokens))
    breaks = np.frombuffer(framed.encode("utf-32-le"), dtype="<u4") == ord(LINE_BREAK)
    by_character = np.zeros(int(ends[-1]) if len(ends) else 0)
    for size, numbers in zip(scorer.arrays.ngrams.sizes, occurrences.ngrams, strict=True):
        by_character += _spread(_shares(numbers, features.numbers, each), size, breaks)
    totals = np.concatenate(([0.0], np.cumsum(by_character)))
    return np.asarray(by_word + totals[ends] - totals[ends - lengths])


def _spread(shares: FloatArray, size: int, breaks: npt.NDArray[np.bool_]) -> FloatArray:
    """Spread each n-gram's share over its characters, save the line breaks at its ends.

    Args:
        shares: By start position in the framed text, shape ``(length - size + 1,)``.
        size: Of the n-grams, in characters.
        breaks: Where the framed text has its line breaks, shape ``(length,)``.

    Returns:
        What each character of the text itself is given, shape ``(length - 2,)``.
    """
    starts = np.arange(len(shares)) + breaks[: len(shares)]
    ends = np.arange(size, size + len(shares)) - breaks[size - 1 :]
    # Two line breaks alone would leave nothing to spread over, but are no n-gram: share 0.
    share = shares / np.maximum(ends - starts, 1)
    # Differences of a running sum: a share over [start, end) is added at its start and taken
    # off at its end.
    room = len(breaks) + 1
    slope = np.bincount(starts, share, room) - np.bincount(ends, share, room)
    return np.asarray(np.cumsum(slope)[1:-2])


def _shares(numbers: IntArray, known: IntArray, each: FloatArray) -> FloatArray:
    """Return the share of every occurrence, 0 for unknown ones; the shape of ``numbers``."""
    if not len(known):
        return np.zeros(len(numbers))
    places = np.minimum(np.searchsorted(known, numbers), len(known) - 1)
    return np.where(numbers >= 0, each[places], 0.0)


def strongest_stretches(
    tokens: Sequence[str], weights: FloatArray, limit: int | None
) -> list[Stretch]:
    """Join neighbouring tokens that speak for the topic and return the strongest runs.

    Args:
        tokens: The words of a text, in order.
        weights: What each adds, shape ``(tokens,)``.
        limit: At most so many, of two characters or more, none within another's text; None
            for all.

    Returns:
        Stretches of positive weight, strongest first.
    """
    if not len(weights) or weights.max() <= 0.0:
        return []
    floor = _MIN_SHARE_OF_STRONGEST * float(weights.max())
    stretches = sorted(_runs(tokens, weights, floor), key=lambda run: (-run.weight, run.start))
    if limit is None:
        return stretches
    shown: list[Stretch] = []
    for stretch in stretches:
        says_more = all(
            stretch.text not in other.text and other.text not in stretch.text for other in shown
        )
        # One character alone, such as 让 or 而, tells a reader nothing.
        if says_more and (len(stretch.text) > 1 or len(stretches) == 1):
            shown.append(stretch)
    return (shown or stretches)[:limit]


def _runs(tokens: Sequence[str], weights: FloatArray, floor: float) -> list[Stretch]:
    runs: list[Stretch] = []
    position, length = 0, 0
    for token, weight in zip(tokens, weights.tolist(), strict=True):
        start, position = position, position + len(token)
        if weight < floor or not token[0].isalnum():
            length = 0
        elif 0 < length < _MAX_TOKENS:
            last = runs[-1]
            runs[-1] = Stretch(last.start, position, last.text + token, last.weight + weight)
            length += 1
        else:
            runs.append(Stretch(start, position, token, weight))
            length = 1
    return runs
