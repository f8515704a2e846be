"""Token batch: texts segmented, with the feature number of every word and n-gram in them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, chain, pairwise, repeat

import numpy as np

from gaoqian.scorer.keys import LINE_BREAK, IntArray, UInt32Array, UInt64Array, frame
from gaoqian.scorer.table import FeatureTable
from gaoqian.segment import Segmenter

#: Separates words while their bounds are computed; never part of cleaned text.
_SEPARATOR = "\x00"


@dataclass(frozen=True, slots=True)
class TokenBatch:
    """Segmented texts, concatenated with a line break around each, and their features.

    Attributes:
        tokens: The words of each text, in order.
        points: Code points of the framed texts, shape ``(characters,)``.
        bounds: Word i is ``points[bounds[i]:bounds[i + 1]]``, shape ``(words + 1,)``; the
            two line breaks between texts count as a word.
        features: Feature numbers in the order of `FeatureTable.find`, shape ``(occurrences,)``;
            the number of features for unknown words and n-grams.
        starts: First position of each framed text in ``points``; ``texts + 1`` entries.
    """

    tokens: list[list[str]]
    points: UInt32Array
    bounds: IntArray
    features: UInt64Array
    starts: list[int]

    def split(self, table: FeatureTable) -> list[tuple[slice, ...]]:
        """Return each text's slices of ``features``: its words, then its n-grams of each size.

        The line breaks between two texts belong to the first of them.
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
        """Return the batch of one text only.

        Args:
            text: The text's position, from 0.
            table: The table that the batch was looked up in.
        """
        if len(self.tokens) == 1:
            return self
        start, end = self.starts[text], self.starts[text + 1]
        # A text without words counts as one empty word.
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
    """Segment texts and look up their words and n-grams.

    Args:
        texts: Cleaned texts, without U+0000 and lone surrogates; at least one.
        segmenter: The segmenter.
        table: The lookup table.
        features: The number of features.

    Raises:
        ValueError: a text contains U+0000.
    """
    tokens = [segmenter.cut(text) for text in texts]
    between = f"{_SEPARATOR}{LINE_BREAK}{LINE_BREAK}{_SEPARATOR}"
    whole = between.join(map(_SEPARATOR.join, tokens))
    parted = _points(frame(f"{_SEPARATOR}{whole}{_SEPARATOR}"))
    is_text = parted != 0
    (separators,) = np.logical_not(is_text).nonzero()
    # A text without words adds no separator of its own, yet has one on either side.
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
