"""Integer keys of words and character n-grams, computed for whole texts at once.

A key has 64 bits, whose upper 40 identify the feature. An n-gram is its characters' numbers, 13
bits each, and so exact; a word, which may have any length, is a hash with the highest bit set.
The lower 24 bits, zero for n-grams and part of the hash for words, only choose a slot.
"""

from functools import cache

import numpy as np
import numpy.typing as npt

UInt64Array = npt.NDArray[np.uint64]
UInt32Array = npt.NDArray[np.uint32]
UInt16Array = npt.NDArray[np.uint16]
IntArray = npt.NDArray[np.int64]

MAX_NGRAM = 3
#: For `str.translate`: how Latin letters of n-grams are folded, one character for one.
ASCII_LOWER = {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
#: Put before and after every text, so that n-grams include line beginnings and ends.
LINE_BREAK = "\n"

#: The bits that identify a feature; a table stores the feature number in the others.
KEY_MASK = np.uint64(0xFFFFFFFFFF000000)
FEATURE_BITS = 24
CHARACTER_BITS = 13
_IS_WORD = np.uint64(1 << 63)

#: Any odd number whose powers spread; this one is 2**64 divided by the golden ratio.
_BASE = 0x9E3779B97F4A7C15
_USUAL_LENGTH = 1 << 15


def frame(text: str) -> str:
    """Return a text with a line break before its first and after its last line."""
    return f"{LINE_BREAK}{text}{LINE_BREAK}"


def pack_numbers(numbers: UInt16Array, size: int) -> UInt64Array:
    """Pack every run of ``size`` character numbers into one key, first character highest.

    Args:
        numbers: Character numbers, shape ``(length,)``; 0 is an unknown character.
        size: 2 or 3.

    Returns:
        Shape ``(max(length - size + 1, 0),)``; entry i is the key of the n-gram that starts at
        i. No known n-gram has the key of one with an unknown character.
    """
    count = max(len(numbers) - size + 1, 0)
    keys = numbers[:count].astype(np.uint64)
    for offset in range(1, size):
        keys <<= np.uint64(CHARACTER_BITS)
        keys |= numbers[offset : offset + count]
    if size == MAX_NGRAM:
        # Without its first character a key of three would be that of the two behind it.
        keys *= numbers[:count] != 0
    keys <<= np.uint64(FEATURE_BITS)
    return keys


def hash_words(points: UInt32Array, bounds: IntArray, multiplier: np.uint64) -> UInt64Array:
    """Hash the words of a text, which are adjacent.

    The hash of characters ``c`` is ``sum(c[i] * BASE**i)`` modulo 2**64 (Karp and Rabin,
    Efficient randomized pattern-matching algorithms, 1987), computed from one prefix sum over
    the text, times the multiplier, which moves differences to the upper bits.

    Args:
        points: Code points of the text, shape ``(length,)``.
        bounds: Word i is ``points[bounds[i]:bounds[i + 1]]``, shape ``(words + 1,)``, ascending.
        multiplier: Odd.

    Returns:
        Shape ``(words,)``.
    """
    powers, inverses = _powers(len(points))
    sums = np.empty(len(points) + 1, dtype=np.uint64)
    sums[0] = 0
    np.add.accumulate(points * powers[: len(points)], out=sums[1:])
    at_bounds = sums.take(bounds)
    keys = at_bounds[1:] - at_bounds[:-1]
    keys *= inverses.take(bounds[:-1])
    keys *= multiplier
    keys |= _IS_WORD
    return keys


def _powers(length: int) -> tuple[UInt64Array, UInt64Array]:
    """Return at least ``length`` powers of the base and of its inverse modulo 2**64."""
    # Long texts are rare, so their powers are not cached.
    return _usual_powers() if length <= _USUAL_LENGTH else _compute_powers(length)


@cache
def _usual_powers() -> tuple[UInt64Array, UInt64Array]:
    return _compute_powers(_USUAL_LENGTH)


def _compute_powers(length: int) -> tuple[UInt64Array, UInt64Array]:
    factors = np.full((2, length), [[_BASE], [pow(_BASE, -1, 1 << 64)]], dtype=np.uint64)
    factors[:, 0] = 1
    powers, inverses = np.multiply.accumulate(factors, axis=1)
    return powers, inverses
