"""Feature table: vectorised lookup of the words and character n-grams of whole texts."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.cuckoo import EMPTY, draw_multipliers, find_features, place_keys
from gaoqian.scorer.keys import (
    CHARACTER_BITS,
    FEATURE_BITS,
    KEY_MASK,
    MAX_NGRAM,
    IntArray,
    UInt16Array,
    UInt32Array,
    UInt64Array,
    hash_words,
    pack_numbers,
)

_MAX_CHARACTERS = 1 << CHARACTER_BITS
FEATURE_MASK = ~KEY_MASK
_MAX_TRIES = 8


@dataclass(frozen=True, slots=True)
class FeatureTable:
    """Lookup table from words and n-grams to feature numbers.

    Words are identified by a hash: about one unknown word in 10**11 collides with a known one.
    N-grams are exact.

    Attributes:
        characters: Code point to character number, shape ``(highest code point + 2,)``; 0 is
            an unknown character, as is the last entry, for all higher code points.
        singles: Character number to feature number, shape ``(characters + 1,)``; 2**64 - 1
            where the character alone is no feature.
        slots: Words and longer n-grams, shape ``(2, size)``, ``size`` a power of two; the key
            in the upper 40 bits, the feature number in the lower 24; 2**64 - 1 where empty.
        multipliers: Odd multipliers of the two slot hashes and of the word hash, shape ``(3,)``.
        sizes: The n-gram sizes that occur, ascending, each 1 to 3.
    """

    characters: UInt16Array
    singles: UInt64Array
    slots: UInt64Array
    multipliers: UInt64Array
    sizes: tuple[int, ...]

    def find(self, points: UInt32Array, bounds: IntArray) -> UInt64Array:
        """Look up all words and n-grams of a text.

        Args:
            points: Code points, shape ``(length,)``.
            bounds: Word i is ``points[bounds[i]:bounds[i + 1]]``, shape ``(words + 1,)``.

        Returns:
            Feature numbers, beyond the last feature for unknown ones: first of the words, then,
            for each of ``sizes`` in descending order, of the n-grams by first character; see
            `lengths` for the number of each.
        """
        numbers = self.characters.take(points, mode="clip")
        keys = np.concatenate(
            (
                hash_words(points, bounds, self.multipliers[2]),
                *(pack_numbers(numbers, size) for size in reversed(self.sizes) if size > 1),
            )
        )
        found = np.empty(len(keys) + (1 in self.sizes) * len(points), dtype=np.uint64)
        find_features(keys, self.slots, self.multipliers, out=found[: len(keys)])
        if 1 in self.sizes:
            self.singles.take(numbers, out=found[len(keys) :], mode="clip")
        return found

    def to_plain(self) -> dict[str, Any]:
        """Return the attributes by name, ``sizes`` as a list."""
        return {
            "characters": self.characters,
            "singles": self.singles,
            "slots": self.slots,
            "multipliers": self.multipliers,
            "sizes": list(self.sizes),
        }

    def spell(self) -> dict[int, str]:
        """Return the text of every n-gram by feature number."""
        is_ngram = self.slots >> np.uint64(63) == 0
        return spell_ngrams(self.characters, self.singles, self.slots[is_ngram])

    def lengths(self, characters: int, words: int) -> list[int]:
        """Return the number of entries of `find` for words and for n-grams of each size."""
        return [words, *(max(characters - size + 1, 0) for size in reversed(self.sizes))]


def build_table(words: Sequence[str], ngrams: Sequence[str]) -> FeatureTable:
    """Build a table in which words are numbered first and n-grams after them, in order.

    Latin letters of n-grams are lower-case and match either case. The table is deterministic.
    The first words and n-grams are found fastest, so these should be the most frequent.

    Raises:
        ValueError: an upper-case Latin letter in an n-gram, more than 8,191 different
            characters, an n-gram of another size than 1 to 3, 2**24 features or more, or a
            duplicate.
    """
    if len(words) + len(ngrams) > int(FEATURE_MASK):
        raise ValueError(f"{len(words)} words and {len(ngrams)} n-grams, expected under 2**24")
    sizes = tuple(sorted({len(ngram) for ngram in ngrams}))
    distinct = len(set(ngrams)) == len(ngrams) and len(set(words)) == len(words)
    if not set(sizes) <= {1, 2, 3} or not distinct:
        raise ValueError("expected distinct words and distinct n-grams of 1 to 3 characters")
    # Numpy stores strings as code points, padded with zeros.
    points = np.array(ngrams, dtype=f"<U{MAX_NGRAM}").view("<u4").reshape(-1, MAX_NGRAM)
    characters, count = _number_characters(points)
    numbers = characters[points]
    lengths = (points > 0).sum(axis=1)
    features = np.arange(len(words), len(words) + len(ngrams), dtype=np.uint64)
    singles = np.full(count + 1, EMPTY, dtype=np.uint64)
    singles[numbers[lengths == 1, 0]] = features[lengths == 1]
    keys = [_pack_rows(numbers[lengths == size, :size]) for size in (2, 3)]
    owners = [features[lengths == size] for size in (2, 3)]
    owners.append(np.arange(len(words), dtype=np.uint64))
    generator = np.random.default_rng(20040501)
    word_keys, multiplier = _hash_distinctly(words, generator)
    all_keys, all_owners = np.concatenate([*keys, word_keys]), np.concatenate(owners)
    # The first words and n-grams get the first slots.
    ranks = np.where(all_owners < len(words), all_owners, all_owners - np.uint64(len(words)))
    order = np.argsort(ranks, kind="stable")
    slots, multipliers = place_keys(all_keys[order], all_owners[order], generator)
    return FeatureTable(characters, singles, slots, np.append(multipliers, multiplier), sizes)


def spell_ngrams(
    characters: UInt16Array, singles: npt.NDArray[np.integer[Any]], entries: UInt64Array
) -> dict[int, str]:
    """Return the text of every n-gram of a table by feature number.

    Args:
        characters: As in `FeatureTable`.
        singles: As in `FeatureTable`; entries out of range are no features.
        entries: The slots of longer n-grams.
    """
    # Upper-case letters come first, share the numbers of lower-case ones and are overwritten.
    character_of = {int(characters[point]): chr(point) for point in characters.nonzero()[0]}
    (numbers,) = ((singles >= 0) & (singles < 1 << FEATURE_BITS)).nonzero()
    spelt = {int(singles[number]): character_of[int(number)] for number in numbers}
    for entry in entries.tolist():
        key, feature = entry >> FEATURE_BITS, entry & int(FEATURE_MASK)
        parts = [key >> place * CHARACTER_BITS & (_MAX_CHARACTERS - 1) for place in (2, 1, 0)]
        spelt[feature] = "".join(character_of[part] for part in parts if part)
    return spelt


def _number_characters(points: npt.NDArray[np.uint32]) -> tuple[UInt16Array, int]:
    """Number the code points that occur, except 0; return the table and their count."""
    alphabet = np.unique(points[points > 0]).tolist()
    if len(alphabet) >= _MAX_CHARACTERS:
        raise ValueError(f"{len(alphabet)} different characters, expected under {_MAX_CHARACTERS}")
    characters = np.zeros(alphabet[-1] + 2 if alphabet else 1, dtype=np.uint16)
    for number, point in enumerate(alphabet, 1):
        character = chr(point)
        if character.isascii() and character.isupper():
            raise ValueError("expected Latin letters in lower case")
        characters[point] = number
        if character.isascii() and character.islower():
            characters[ord(character.upper())] = number
    return characters, len(alphabet)


def _pack_rows(numbers: UInt16Array) -> UInt64Array:
    """Pack each row of character numbers, shape ``(ngrams, size)``, into one key."""
    keys = np.zeros(len(numbers), dtype=np.uint64)
    for column in numbers.T:
        keys = (keys << np.uint64(CHARACTER_BITS)) | column
    return keys << np.uint64(FEATURE_BITS)


def _hash_distinctly(
    words: Sequence[str], generator: np.random.Generator
) -> tuple[UInt64Array, np.uint64]:
    """Hash words with a multiplier that gives all of them distinct upper key bits."""
    points = np.frombuffer("".join(words).encode("utf-32-le"), dtype="<u4")
    bounds = np.concatenate(([0], np.cumsum([len(word) for word in words], dtype=np.int64)))
    for _ in range(_MAX_TRIES):
        (multiplier,) = draw_multipliers(generator, 1)
        keys = hash_words(points, bounds, multiplier)
        if len(np.unique(keys & KEY_MASK)) == len(words):
            return keys, multiplier
    raise ValueError(f"no hash found that tells {len(words)} words apart")
