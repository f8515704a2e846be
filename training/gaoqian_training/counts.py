"""Counting features: every document once, however many folds and candidates draw on it.

Words are counted by the segmenter's tokens, n-grams by sorting integers: three characters
fit into one of 64 bits. The counts are those of the analyzers in `gaoqian_training.features`,
which the scikit-learn pipeline keeps; a test holds the two together.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csr_array

from gaoqian.scorer.ngrams import ASCII_LOWER, LINE_BREAK, frame
from gaoqian.segment import UserWord
from gaoqian.text import Document
from gaoqian_training.features import WordAnalyzer, is_no_feature

_CODE_POINT_BITS = 21
_CODE_POINT = (1 << _CODE_POINT_BITS) - 1
_BREAK = ord(LINE_BREAK)


@dataclass(frozen=True, slots=True)
class Counts:
    """One kind of feature, counted in all documents.

    Attributes:
        names: The features, in the order of the columns.
        matrix: Counts, sparse, shape ``(documents, features)``.
    """

    names: Sequence[str]
    matrix: Any


def count_words(documents: Sequence[Document], user_words: Sequence[UserWord]) -> Counts:
    """Count the words of every document, features in order of appearance."""
    analyze = WordAnalyzer(user_words)
    numbers: dict[str, int] = {}
    columns: list[int] = []
    bounds = [0]
    for document in documents:
        columns.extend(numbers.setdefault(word, len(numbers)) for word in analyze(document))
        bounds.append(len(columns))
    ones = np.ones(len(columns), dtype=np.int32)
    matrix = csr_array((ones, columns, bounds), shape=(len(documents), len(numbers)))
    matrix.sum_duplicates()
    return Counts(list(numbers), matrix)


def count_ngrams(documents: Sequence[Document], size: int) -> Counts:
    """Count the character n-grams of one size, 1 to 3, features by code point."""
    texts = [frame(document.text) for document in documents]
    points = np.frombuffer(
        "".join(texts).translate(ASCII_LOWER).encode("utf-32-le"), dtype="<u4"
    ).astype(np.uint64)
    owners = np.repeat(np.arange(len(texts)), [len(text) for text in texts])
    starts = np.flatnonzero(_begins_ngram(points, size))
    keys = np.zeros(len(starts), dtype=np.uint64)
    for offset in range(size):
        keys = (keys << np.uint64(_CODE_POINT_BITS)) | points[starts + offset]
    known, columns = np.unique(keys, return_inverse=True)
    ones = np.ones(len(columns), dtype=np.int32)
    shape = (len(documents), len(known))
    # Entries that stand twice are added up on the way from coordinates to rows.
    return Counts(
        [_spell(key, size) for key in known.tolist()],
        csr_array((ones, (owners[starts], columns)), shape=shape),
    )


def _begins_ngram(points: npt.NDArray[np.uint64], size: int) -> npt.NDArray[np.bool_]:
    """Say where an n-gram begins: characters of one line, with the breaks at its ends."""
    distinct, places = np.unique(points, return_inverse=True)
    unwanted = np.array([is_no_feature(chr(point)) for point in distinct.tolist()], np.bool_)[
        places
    ]
    breaks = points == _BREAK
    count = max(len(points) - size + 1, 0)
    begins = np.ones(count, dtype=np.bool_)
    for offset in range(size):
        begins &= ~unwanted[offset : offset + count]
        # A break within an n-gram would join two lines, or, between documents, two texts.
        if 0 < offset < size - 1:
            begins &= ~breaks[offset : offset + count]
    # And breaks alone are none.
    return begins if size == 3 else begins & ~(breaks[:count] & breaks[size - 1 :])


def _spell(key: int, size: int) -> str:
    shifts = range((size - 1) * _CODE_POINT_BITS, -1, -_CODE_POINT_BITS)
    return "".join(chr(key >> shift & _CODE_POINT) for shift in shifts)
