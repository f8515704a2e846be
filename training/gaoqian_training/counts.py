"""Counting features: every document once, however many folds and candidates draw on it.

Words are counted by the segmenter's tokens, n-grams by sorting integers: three characters
and the number of a document fit into one of 64 bits. The counts are those of the analyzers in
`gaoqian_training.features`, which the scikit-learn pipeline keeps; a test holds them together.
"""

from array import array
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import csc_array, csr_array

from gaoqian import DataError
from gaoqian.scorer.keys import ASCII_LOWER, LINE_BREAK, frame
from gaoqian.segment import UserWord, load_segmenter
from gaoqian.text import Document
from gaoqian.text.marks import ALL_MARKS
from gaoqian_training.features import is_no_feature, is_word

_KEY_BITS = 64
_CODE_POINTS = 0x110000
_BREAK = ord(LINE_BREAK)

UInt64Array = npt.NDArray[np.uint64]
Names = npt.NDArray[np.str_]


@dataclass(frozen=True, slots=True)
class Counts:
    """One kind of feature, counted in all documents.

    Attributes:
        names: The features, in the order of the columns, shape ``(features,)``.
        matrix: Counts, sparse, shape ``(documents, features)``.
    """

    names: Names
    matrix: Any


def count_words(documents: Sequence[Document], user_words: Sequence[UserWord]) -> Counts:
    """Count the words of every document, features in order of appearance."""
    segmenter = load_segmenter(user_words)
    numbers: defaultdict[str, int] = defaultdict(count().__next__)
    columns = array("i")
    bounds = [0]
    for document in documents:
        columns.extend(map(numbers.__getitem__, segmenter.cut(document.text)))
        bounds.append(len(columns))
    ones = np.ones(len(columns), dtype=np.int32)
    shape = (len(documents), len(numbers))
    matrix = csr_array((ones, np.frombuffer(columns, dtype=np.int32), bounds), shape)
    matrix.sum_duplicates()
    # Whether a token is a word is asked once for each, not wherever it stands.
    words = np.array([is_word(token) for token in numbers], dtype=np.bool_)
    tokens = np.array(list(numbers), dtype=np.str_)
    return Counts(tokens[words], matrix[:, np.flatnonzero(words)])


def count_marks(documents: Sequence[Document]) -> Counts:
    """Count the marks of every document: those that occur, in the order of their kinds."""
    counts = [[document.text.count(mark) for mark in ALL_MARKS] for document in documents]
    table = np.array(counts, dtype=np.int32).reshape(len(documents), len(ALL_MARKS))
    occur = np.flatnonzero(table.any(axis=0))
    return Counts(np.array(list(ALL_MARKS), dtype=np.str_)[occur], csr_array(table[:, occur]))


@dataclass(frozen=True, slots=True)
class Characters:
    """Documents as one row of characters, each document framed by line breaks.

    Attributes:
        alphabet: The code points that occur, ascending, shape ``(alphabet,)``.
        numbers: Each character's place in the alphabet, shape ``(characters,)``.
        owners: Which document each character is of, the same shape.
        unwanted: Whether no n-gram may hold the character, the same shape.
        documents: How many there are.
    """

    alphabet: npt.NDArray[np.uint32]
    numbers: UInt64Array
    owners: UInt64Array
    unwanted: npt.NDArray[np.bool_]
    documents: int


def lay_out(documents: Sequence[Document]) -> Characters:
    """Lay the texts of documents end to end, Latin letters lower-case."""
    texts = [frame(document.text) for document in documents]
    joined = "".join(texts).translate(ASCII_LOWER)
    points = np.frombuffer(joined.encode("utf-32-le"), dtype="<u4")
    present = np.zeros(_CODE_POINTS, dtype=np.bool_)
    present[points] = True
    alphabet = np.flatnonzero(present).astype(np.uint32)
    place = np.cumsum(present, dtype=np.int64) - 1
    unwanted = np.array([is_no_feature(chr(point)) for point in alphabet.tolist()], np.bool_)
    numbers = place[points]
    owners = np.repeat(np.arange(len(texts), dtype=np.uint64), [len(text) for text in texts])
    return Characters(alphabet, numbers.astype(np.uint64), owners, unwanted[numbers], len(texts))


def count_ngrams(text: Characters, size: int) -> Counts:
    """Count the character n-grams of one size, 1 to 3, features by code point.

    Raises:
        DataError: so many documents of so many characters do not fit into 64 bits.
    """
    per_character, per_document = (
        max(number - 1, 1).bit_length() for number in (len(text.alphabet), text.documents)
    )
    if size * per_character + per_document > _KEY_BITS:
        raise DataError(
            f"{text.documents} documents of {len(text.alphabet)} different characters are more "
            f"than n-grams of {size} can be counted in; train on fewer"
        )
    starts = np.flatnonzero(_begins_ngram(text, size))
    keys = np.zeros(len(starts), dtype=np.uint64)
    for offset in range(size):
        keys = (keys << np.uint64(per_character)) | text.numbers[starts + offset]
    # N-gram and document in one integer: sorted once, equal ones stand together.
    keys = (keys << np.uint64(per_document)) | text.owners[starts]
    keys.sort()
    keys, counts = _run_lengths(keys)
    owners = (keys & np.uint64((1 << per_document) - 1)).astype(np.int32)
    known, lengths = _run_lengths(keys >> np.uint64(per_document))
    bounds = np.concatenate(([0], np.cumsum(lengths)))
    matrix = csc_array((counts, owners, bounds), shape=(text.documents, len(known)))
    return Counts(_spell(known, size, per_character, text.alphabet), matrix.tocsr())


def _run_lengths(ordered: UInt64Array) -> tuple[UInt64Array, npt.NDArray[np.int32]]:
    """Return the distinct values of a sorted array and how often each occurs."""
    changes = np.ones(len(ordered) + 1, dtype=np.bool_)
    np.not_equal(ordered[1:], ordered[:-1], out=changes[1:-1])
    bounds = np.flatnonzero(changes)
    return ordered[bounds[:-1]], np.diff(bounds).astype(np.int32)


def _begins_ngram(text: Characters, size: int) -> npt.NDArray[np.bool_]:
    """Say where an n-gram begins: characters of one line, with the breaks at its ends."""
    breaks = text.alphabet[text.numbers] == _BREAK
    length = max(len(text.numbers) - size + 1, 0)
    begins = np.ones(length, dtype=np.bool_)
    for offset in range(size):
        begins &= ~text.unwanted[offset : offset + length]
        # A break within an n-gram would join two lines, or, between documents, two texts.
        if 0 < offset < size - 1:
            begins &= ~breaks[offset : offset + length]
    # And breaks alone are none.
    return begins if size == 3 else begins & ~(breaks[:length] & breaks[size - 1 :])


def _spell(
    keys: UInt64Array, size: int, per_character: int, alphabet: npt.NDArray[np.uint32]
) -> Names:
    """Turn packed characters into strings, which numpy, too, keeps as code points."""
    shifts = np.arange(size - 1, -1, -1, dtype=np.uint64) * np.uint64(per_character)
    numbers = (keys[:, None] >> shifts) & np.uint64((1 << per_character) - 1)
    spelt: Names = alphabet[numbers].astype("<u4").view(f"<U{size}").ravel()
    return spelt
