"""From texts to every known word and n-gram in them: one pass over all characters."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise, repeat

import numpy as np

from gaoqian.scorer.keys import LINE_BREAK, IntArray, UInt32Array, UInt64Array, frame
from gaoqian.scorer.table import FeatureTable
from gaoqian.segment import Segmenter

#: Stands between words while their bounds are found; cleaned text never holds it.
_SEPARATOR = "\x00"


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Some texts strung together, each framed by line breaks, and what is known in them.

    Attributes:
        tokens: The words of each text, in order.
        points: Code points of the framed texts, shape ``(characters,)``.
        bounds: Word i is ``points[bounds[i]:bounds[i + 1]]``, shape ``(words + 1,)``; between
            two texts stands one more word, their line breaks.
        features: Feature numbers in the order of `FeatureTable.find`, shape ``(occurrences,)``;
            for all that is unknown, the number behind the last feature's.
        starts: Where each framed text begins in ``points``, shape ``(texts + 1,)``.
    """

    tokens: list[list[str]]
    points: UInt32Array
    bounds: IntArray
    features: UInt64Array
    starts: list[int]

    def split(self, table: FeatureTable) -> list[tuple[slice, ...]]:
        """Return where in ``features`` each text's stand: of its words, of n-grams of each size.

        With a text stand the line breaks between it and the next.
        """
        words = list(accumulate((max(len(text), 1) + 1 for text in self.tokens), initial=0))
        lengths = table.lengths(len(self.points), len(self.bounds) - 1)
        blocks = []
        offset = 0
        for places, length in zip(chain([words], repeat(self.starts)), lengths, strict=False):
            edges = [offset + min(place, length) for place in places]
            blocks.append([slice(*edge) for edge in pairwise(edges)])
            offset += length
        return list(zip(*blocks, strict=True))

    def select(self, text: int, table: FeatureTable) -> "TokenBatch":
        """Return the batch of one of the texts alone."""
        if len(self.tokens) == 1:
            return self
        start, end = self.starts[text], self.starts[text + 1]
        # A text without words has one all the same, of no character.
        words = max(len(self.tokens[text]), 1)
        first = sum(max(len(tokens), 1) + 1 for tokens in self.tokens[:text])
        alone = table.lengths(end - start, words)
        offsets = accumulate(table.lengths(len(self.points), len(self.bounds) - 1), initial=0)
        firsts = (offset + (start if n else first) for n, offset in enumerate(offsets))
        blocks = [
            self.features[at : at + length] for at, length in zip(firsts, alone, strict=False)
        ]
        return TokenBatch(
            tokens=[self.tokens[text]],
            points=self.points[start:end],
            bounds=self.bounds[first : first + words + 1] - start,
            features=np.concatenate(blocks),
            starts=[0, end - start],
        )


def look_up_texts(
    texts: Sequence[str], segmenter: Segmenter, table: FeatureTable, features: np.uint64
) -> TokenBatch:
    """Segment texts and look up all their words and n-grams.

    Args:
        texts: Cleaned, so that they hold neither U+0000 nor lone surrogates; at least one.
        segmenter: Cuts them into words.
        table: Finds the words and n-grams.
        features: How many features there are.

    Raises:
        ValueError: a text holds U+0000.
    """
    tokens = [segmenter.cut(text) for text in texts]
    between = f"{_SEPARATOR}{LINE_BREAK}{LINE_BREAK}{_SEPARATOR}"
    whole = between.join(map(_SEPARATOR.join, tokens))
    parted = _points(frame(f"{_SEPARATOR}{whole}{_SEPARATOR}"))
    is_text = parted != 0
    (separators,) = np.logical_not(is_text).nonzero()
    # A text without a word has no separator within, and stands between two all the same.
    if len(separators) != sum(max(len(words), 1) + 1 for words in tokens):
        raise ValueError("a text holds U+0000, expected cleaned text")
    points = parted.compress(is_text)
    bounds = separators - np.arange(len(separators))
    found = table.find(points, bounds)
    np.minimum(found, features, out=found)
    starts = list(accumulate((len(text) + 2 for text in texts), initial=0))
    return TokenBatch(tokens, points, bounds, found, starts)


def _points(text: str) -> UInt32Array:
    return np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
