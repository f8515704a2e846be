"""Integer keys of words and n-grams."""

import numpy as np
import pytest

from gaoqian.scorer.keys import FEATURE_BITS, hash_words, pack_numbers


def test_packing_is_by_position() -> None:
    """Each key holds the character numbers from its position on, 13 bits each."""
    keys = pack_numbers(np.array([1, 2, 3], dtype=np.uint16), 2) >> np.uint64(FEATURE_BITS)
    assert keys.tolist() == [(1 << 13) | 2, (2 << 13) | 3]


@pytest.mark.parametrize("size", [2, 3])
def test_short_texts_have_no_long_ngrams(size: int) -> None:
    """A text of two characters has 1 and 0 n-grams."""
    assert len(pack_numbers(np.array([1, 2], dtype=np.uint16), size)) == max(3 - size, 0)


@pytest.mark.parametrize("before", [0, 7, 40_000])
def test_hash_of_a_word_is_the_same_anywhere(before: int) -> None:
    """Neither what stands before nor the length of the text changes a word's key."""
    text = "工" * before + "消防站消防"
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    whole, again = hash_words(points, np.array([before, before + 3, before + 5]), np.uint64(3))
    alone = np.frombuffer("消防站".encode("utf-32-le"), dtype="<u4")
    assert hash_words(alone, np.array([0, 3]), np.uint64(3)).tolist() == [whole]
    assert hash_words(alone[:2], np.array([0, 2]), np.uint64(3)).tolist() == [again]
