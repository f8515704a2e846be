"""Packed n-grams and the tables that find them."""

import itertools

import numpy as np
import pytest

from gaoqian.scorer.ngrams import build_ngram_table, pack_numbers


def test_packing_is_by_position() -> None:
    """Each key holds the character numbers from its position on, 13 bits each."""
    keys = pack_numbers(np.array([1, 2, 3], dtype=np.uint16), 2).tolist()
    assert keys == [(1 << 13) | 2, (2 << 13) | 3]


@pytest.mark.parametrize("size", [1, 2, 3])
def test_short_texts_have_no_long_ngrams(size: int) -> None:
    """A text of two characters has 2, 1 and 0 n-grams."""
    assert len(pack_numbers(np.array([1, 2], dtype=np.uint16), size)) == max(3 - size, 0)


def test_finds_every_known_ngram_where_it_starts() -> None:
    """Features by start position, one array a size; a character beyond the BMP is one too."""
    table = build_ngram_table(["工", "工会", "会换", "😀", "会换届"], first_feature=10)
    assert table.sizes == (1, 2, 3)
    singles, pairs, triples = (found.tolist() for found in table.find("工会换届😀"))
    assert singles == [10, -1, -1, -1, 13]
    assert pairs == [11, 12, -1, -1]
    assert triples == [-1, 14, -1]


def test_no_unknown_ngram_is_found_in_a_full_table() -> None:
    """12,000 of 40,000 pairs are known: exactly those are found."""
    alphabet = [chr(0x4E00 + n) for n in range(200)]
    pairs = ["".join(pair) for pair in itertools.product(alphabet, alphabet)]
    order = np.random.default_rng(5).permutation(len(pairs))
    known = {pairs[index]: place for place, index in enumerate(order[:12_000])}
    table = build_ngram_table(list(known), first_feature=0)
    for pair in pairs:
        (found,) = table.find(pair)
        assert found.tolist() == [known.get(pair, -1)]


def test_unknown_characters_make_unknown_ngrams() -> None:
    """Characters below, between and beyond the known ones are no n-gram's part."""
    table = build_ngram_table(["工会", "会工"], first_feature=0)
    (found,) = table.find("\x01工\U0001f600会a工会")
    assert found.tolist() == [-1, -1, -1, -1, -1, 0]


def test_latin_letters_in_either_case() -> None:
    """``aed`` is found as ``AED``, at no cost."""
    table = build_ngram_table(["ae", "é"], first_feature=0)
    assert [found.tolist() for found in table.find("AE")] == [[-1, -1], [0]]


def test_empty_table_knows_nothing() -> None:
    """A model of words alone has no n-grams."""
    assert build_ngram_table([], first_feature=0).find("工会") == ()


@pytest.mark.parametrize(
    ("ngrams", "message"),
    [
        (["工", "工"], "distinct"),
        (["工会换届"], "1 to 3"),
        (["A"], "lower case"),
        ([chr(0x4E00 + n) for n in range(8192)], "8192 different characters"),
    ],
)
def test_refused(ngrams: list[str], message: str) -> None:
    """What the tables cannot hold is refused when they are built."""
    with pytest.raises(ValueError, match=message):
        build_ngram_table(ngrams, first_feature=0)


def test_table_spells_what_it_was_built_from() -> None:
    """Reading backwards gives every n-gram at its feature number."""
    grams = ["工", "工会", "会换", "😀", "会换届"]
    spelt = build_ngram_table(grams, first_feature=10).spell()
    assert spelt == dict(enumerate(grams, 10))
    assert build_ngram_table([], first_feature=0).spell() == {}
