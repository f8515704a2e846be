"""Character n-grams as integers, and the tables that find the known ones without a loop.

Characters get small numbers first, so that up to three of them fit into 40 bits; single
characters are found by that number alone, longer n-grams in a cuckoo hash table (Pagh and
Rodler 2004): every key lies in one of two slots, key and feature in one integer, so a whole
text is looked up with two gathers.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

UInt64Array = npt.NDArray[np.uint64]
UInt16Array = npt.NDArray[np.uint16]
IntArray = npt.NDArray[np.int32]

MAX_NGRAM = 3
#: For `str.translate`: how Latin letters of n-grams are folded, one character for one.
ASCII_LOWER = {ord(upper): upper.lower() for upper in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}
#: Stands before and after every line, so that n-grams know where a line begins and ends.
LINE_BREAK = "\n"
_CHARACTER_BITS = 13
_MAX_CHARACTERS = 1 << _CHARACTER_BITS
#: Of the characters in a key, the first of three highest; 0 stands before shorter n-grams.
_SHIFTS = (2 * _CHARACTER_BITS, _CHARACTER_BITS, 0)
_FEATURE_BITS = 24
FEATURE_MASK = np.uint64((1 << _FEATURE_BITS) - 1)
_MAX_MOVES = 500
_MAX_TRIES = 64
#: Two slots for each key would do at half this room; a little more and placing never fails.
_ROOM = 1.4


def frame(text: str) -> str:
    """Return a text with a line break before its first and after its last line."""
    return f"{LINE_BREAK}{text}{LINE_BREAK}"


@dataclass(frozen=True, slots=True)
class NgramTable:
    """Known n-grams and their feature numbers.

    Attributes:
        characters: Code point to character number, shape ``(highest code point + 2,)``; 0 is
            an unknown character, and the last entry, which stands for all beyond, is 0.
        singles: Character number to feature number, shape ``(characters + 1,)``; -1 where the
            character alone is no feature.
        slots: Keys and features of longer n-grams, shape ``(2, size)``, ``size`` a power of
            two; key in the upper 40 bits, feature number in the lower 24; 0 where empty.
        multipliers: The odd multipliers of the two hash functions, shape ``(2,)``.
        sizes: The n-gram sizes that occur, ascending, each 1 to 3.
    """

    characters: UInt16Array
    singles: IntArray
    slots: UInt64Array
    multipliers: UInt64Array
    sizes: tuple[int, ...]

    def find(self, text: str) -> tuple[IntArray, ...]:
        """Look up all n-grams of a text.

        Args:
            text: Text without lone surrogates.

        Returns:
            For each of ``sizes``, feature numbers by start position, -1 where unknown; shape
            ``(max(len(text) - size + 1, 0),)``.
        """
        points = np.frombuffer(text.encode("utf-32-le"), dtype="<u4")
        numbers = self.characters.take(points, mode="clip")
        return tuple(self._find_size(numbers, size) for size in self.sizes)

    def spell(self) -> dict[int, str]:
        """Return every known n-gram by its feature number: the table read backwards."""
        (points,) = np.nonzero(self.characters)
        character_of = {int(self.characters[point]): chr(point) for point in points}
        (numbers,) = np.nonzero(self.singles >= 0)
        spelt = {int(self.singles[number]): character_of[int(number)] for number in numbers}
        for entry in self.slots[self.slots != 0].tolist():
            key, feature = entry >> _FEATURE_BITS, entry & int(FEATURE_MASK)
            parts = [key >> shift & (_MAX_CHARACTERS - 1) for shift in _SHIFTS]
            spelt[feature] = "".join(character_of[part] for part in parts if part)
        return spelt

    def _find_size(self, numbers: UInt16Array, size: int) -> IntArray:
        if size == 1:
            return self.singles.take(numbers)
        keys = pack_numbers(numbers, size)
        shift = np.uint64(64 - (self.slots.shape[1].bit_length() - 1))
        found = np.full(len(keys), -1, dtype=np.int32)
        for side in (0, 1):
            places = ((keys * self.multipliers[side]) >> shift).view(np.int64)
            entries = self.slots[side].take(places)
            hits = (entries >> np.uint64(_FEATURE_BITS)) == keys
            np.copyto(found, entries & FEATURE_MASK, where=hits, casting="unsafe")
        # An n-gram with an unknown character is unknown, though its key may be another's.
        for offset in range(size):
            found[numbers[offset : offset + len(found)] == 0] = -1
        return found


def pack_numbers(numbers: UInt16Array, size: int) -> UInt64Array:
    """Pack every run of ``size`` character numbers into one key, first character highest.

    Args:
        numbers: Character numbers, shape ``(length,)``.
        size: 1 to 3.

    Returns:
        Shape ``(max(length - size + 1, 0),)``; entry i packs the n-gram that starts at i.
    """
    count = max(len(numbers) - size + 1, 0)
    keys = numbers[:count].astype(np.uint64)
    for offset in range(1, size):
        keys <<= np.uint64(_CHARACTER_BITS)
        keys |= numbers[offset : offset + count]
    return keys


def build_ngram_table(ngrams: Sequence[str], first_feature: int) -> NgramTable:
    """Build the table of distinct n-grams; n-gram i becomes feature ``first_feature + i``.

    Latin letters among the n-grams are lower-case, and are found in either case. The same
    n-grams always give the same table.

    Raises:
        ValueError: an upper-case Latin letter, more than 8,191 different characters, an
            n-gram of another size than 1 to 3, or one that stands twice.
    """
    if first_feature + len(ngrams) > int(FEATURE_MASK):
        raise ValueError(f"{len(ngrams)} n-grams from {first_feature} on, expected under 2**24")
    sizes = tuple(sorted({len(ngram) for ngram in ngrams}))
    if not set(sizes) <= {1, 2, 3} or len(set(ngrams)) != len(ngrams):
        raise ValueError("expected distinct n-grams of 1 to 3 characters")
    # Numpy keeps strings as code points, filled up with zeros behind.
    points = np.array(ngrams, dtype=f"<U{MAX_NGRAM}").view("<u4").reshape(-1, MAX_NGRAM)
    characters, count = _number_characters(points)
    numbers = characters[points]
    lengths = (points > 0).sum(axis=1)
    features = np.arange(first_feature, first_feature + len(ngrams), dtype=np.uint64)
    singles = np.full(count + 1, -1, dtype=np.int32)
    singles[numbers[lengths == 1, 0]] = features[lengths == 1]
    keys = [_pack_rows(numbers[lengths == size, :size]) for size in (2, 3)]
    owners = [features[lengths == size] for size in (2, 3)]
    slots, multipliers = _place_all(np.concatenate(keys), np.concatenate(owners))
    return NgramTable(characters, singles, slots, multipliers, sizes)


def _number_characters(points: npt.NDArray[np.uint32]) -> tuple[UInt16Array, int]:
    """Number the code points that occur, 0 aside; return the table and how many there are."""
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
        keys = (keys << np.uint64(_CHARACTER_BITS)) | column
    return keys


def _place_all(keys: UInt64Array, features: UInt64Array) -> tuple[UInt64Array, UInt64Array]:
    """Place keys with their features, trying hash functions until all have a slot."""
    bits = max(int(np.ceil(np.log2(max(len(keys), 1) * _ROOM))), 3)
    generator = np.random.default_rng(20040501)
    entries = (keys << np.uint64(_FEATURE_BITS)) | features
    for _ in range(_MAX_TRIES):
        multipliers = generator.integers(0, 2**63, size=2, dtype=np.uint64) | np.uint64(1)
        taken = _place(keys, multipliers, bits)
        if taken is not None:
            slots = np.zeros((2, 1 << bits), dtype=np.uint64)
            for (side, slot), index in taken.items():
                slots[side, slot] = entries[index]
            return slots, multipliers
    raise ValueError(f"no cuckoo table found for {len(keys)} n-grams")


def _place(
    keys: UInt64Array, multipliers: UInt64Array, bits: int
) -> dict[tuple[int, int], int] | None:
    """Give every key a (side, slot) of its own, or None where a cycle forbids it."""
    places = ((keys[None, :] * multipliers[:, None]) >> np.uint64(64 - bits)).tolist()
    taken: dict[tuple[int, int], int] = {}
    for index in range(len(keys)):
        homeless, side = index, 0
        for _ in range(_MAX_MOVES):
            place = (side, places[side][homeless])
            previous = taken.get(place)
            taken[place] = homeless
            if previous is None:
                break
            homeless, side = previous, 1 - side
        else:
            return None
    return taken
