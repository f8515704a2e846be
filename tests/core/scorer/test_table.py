"""Feature tables: lookup of words and n-grams."""

import itertools

import numpy as np
import pytest

from gaoqian.scorer import FeatureTable, build_table


def _find(table: FeatureTable, words: list[str], features: int = 10**6) -> list[list[int]]:
    """Look up a text given as its words; -1 where nothing is known: words, then n-grams."""
    text = "".join(words)
    points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
    bounds = np.concatenate(([0], np.cumsum(list(map(len, words)), dtype=np.int64)))
    found = table.find(points, bounds)
    numbers = [int(number) if number < features else -1 for number in found]
    lengths = table.lengths(len(text), len(words))
    return [[numbers.pop(0) for _ in range(length)] for length in lengths]


def test_finds_every_known_ngram_where_it_starts() -> None:
    """Longest first, by start position; a character beyond the BMP is one, too."""
    table = build_table(["换届"], ["工", "工会", "会换", "😀", "会换届"])
    assert table.sizes == (1, 2, 3)
    words, triples, pairs, singles = _find(table, ["工会", "换届", "😀"])
    assert words == [-1, 0, -1]
    assert triples == [-1, 5, -1]
    assert pairs == [2, 3, -1, -1]
    assert singles == [1, -1, -1, -1, 4]


def test_nothing_unknown_is_found_in_a_full_table() -> None:
    """12,000 of 40,000 pairs, as words and as n-grams, are known: exactly those are found."""
    alphabet = [chr(0x4E00 + n) for n in range(200)]
    pairs = ["".join(pair) for pair in itertools.product(alphabet, alphabet)]
    order = np.random.default_rng(5).permutation(len(pairs))[:12_000].tolist()
    known = {pairs[index]: place for place, index in enumerate(order)}
    table = build_table(list(known), list(known))
    words, ngrams = _find(table, pairs, 24_000)
    assert words == [known.get(pair, -1) for pair in pairs]
    assert ngrams[::2] == [known[pair] + 12_000 if pair in known else -1 for pair in pairs]


def test_unknown_characters_make_unknown_ngrams() -> None:
    """Characters below, between and beyond the known ones are no n-gram's part."""
    table = build_table([], ["工会", "会工"])
    _, found = _find(table, list("\x01工\U0001f600会a工会"))
    assert found == [-1, -1, -1, -1, -1, 0]


def test_three_with_an_unknown_first_are_not_the_two_behind() -> None:
    """The key of three whose first is unknown must not be that of a known pair."""
    _, triples, pairs = _find(build_table([], ["工会", "会换届"]), list("工会a工会"))
    assert triples == [-1, -1, -1]
    assert pairs == [0, -1, -1, 0]


def test_latin_letters_in_either_case() -> None:
    """``aed`` is found as ``AED`` among n-grams, at no cost."""
    _, pairs, singles = _find(build_table([], ["ae", "é"]), ["AE"])
    assert (pairs, singles) == ([0], [-1, -1])


def test_empty_table_knows_nothing() -> None:
    """A model of words alone has no n-grams."""
    assert _find(build_table(["工会"], []), ["工会", "会"]) == [[0, -1]]


@pytest.mark.parametrize(
    ("words", "ngrams", "message"),
    [
        ([], ["工", "工"], "distinct"),
        (["工", "工"], [], "distinct"),
        ([], ["工会换届"], "1 to 3"),
        ([], ["A"], "lower case"),
        ([], [chr(0x4E00 + n) for n in range(8192)], "8192 different characters"),
    ],
)
def test_refused(words: list[str], ngrams: list[str], message: str) -> None:
    """What the table cannot hold is refused when it is built."""
    with pytest.raises(ValueError, match=message):
        build_table(words, ngrams)


def test_table_spells_what_it_was_built_from() -> None:
    """Reading it backwards gives every n-gram at its feature number."""
    grams = ["工", "工会", "会换", "😀", "会换届"]
    assert build_table(["安全", "工会"], grams).spell() == dict(enumerate(grams, 2))
    assert build_table([], []).spell() == {}
