"""A cuckoo hash table over plain arrays (Pagh and Rodler, Cuckoo hashing, 2004).

Every key lies in one of two slots, key and feature in one integer, so a whole text is looked
up with two gathers.
"""

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.keys import KEY_MASK, UInt64Array

#: In every slot that holds nothing; as a feature it is beyond all others.
EMPTY = np.uint64(2**64 - 1)
_LARGEST = ~KEY_MASK
_MAX_MOVES = 500
#: Pairs of hash functions drawn for a size before it is doubled. Two or three do for most keys;
#: regular ones, such as all words of three among a hundred characters, needed six.
_DRAWS_PER_SIZE = 16
#: Sizes tried. Keys that find no place in eight times the room are not different.
_MAX_SIZES = 4
#: Least number of slots on each side for each key; at less than 1 keys begin to find no place.
_ROOM = 1.1


def find_features(
    keys: UInt64Array, slots: UInt64Array, multipliers: UInt64Array, out: UInt64Array
) -> None:
    """Look up the features of keys.

    Args:
        keys: Shape ``(n,)``.
        slots: As made by `place_keys`.
        multipliers: The two multipliers that it was made with.
        out: Filled with the feature number of each known key, shape ``(n,)``; where a key is
            unknown, with a number beyond all features.
    """
    shift = np.uint64(64 - (slots.shape[1].bit_length() - 1))
    _look(keys, slots[0], multipliers[0], shift, out)
    # A known key's entry leaves less than 2**24: the others, and few they are, lie on the other
    # side or nowhere.
    (missed,) = (out > _LARGEST).nonzero()
    if len(missed):
        rest = np.empty(len(missed), dtype=np.uint64)
        _look(keys.take(missed), slots[1], multipliers[1], shift, rest)
        out[missed] = rest


def _look(
    keys: UInt64Array,
    side: UInt64Array,
    multiplier: np.uint64,
    shift: np.uint64,
    out: UInt64Array,
) -> None:
    places = keys * multiplier
    places >>= shift
    side.take(places.view(np.int64), out=out, mode="clip")
    # What remains of an entry is the feature if the keys are the same, else a larger number.
    out ^= keys & KEY_MASK


def place_keys(
    keys: UInt64Array, features: UInt64Array, generator: np.random.Generator
) -> tuple[UInt64Array, UInt64Array]:
    """Place keys with their features, trying hash functions until all have a slot.

    Where no draw of hash functions gives every key a slot, the table doubles its size. The same
    keys and the same state of the generator give the same table.

    Args:
        keys: Different in their upper 40 bits, shape ``(n,)``; the first are found soonest.
        features: Below 2**24, shape ``(n,)``.
        generator: Where multipliers come from.

    Returns:
        Slots, shape ``(2, size)``, ``size`` a power of two, and the two multipliers.

    Raises:
        ValueError: even the largest table has no place for every key.
    """
    entries = (keys & KEY_MASK) | features
    fewest_bits = max(int(np.ceil(np.log2(max(len(keys), 1) * _ROOM))), 3)
    for bits in range(fewest_bits, fewest_bits + _MAX_SIZES):
        for _ in range(_DRAWS_PER_SIZE):
            multipliers = draw_multipliers(generator, 2)
            places = (keys[None, :] * multipliers[:, None]) >> np.uint64(64 - bits)
            taken = _place(places)
            if taken is not None:
                slots = np.full((2, 1 << bits), EMPTY, dtype=np.uint64)
                sides, columns = np.array(list(taken), dtype=np.int64).reshape(-1, 2).T
                slots[sides, columns] = entries[list(taken.values())]
                return slots, multipliers
    raise ValueError(f"no cuckoo table found for {len(keys)} keys")


def draw_multipliers(generator: np.random.Generator, count: int) -> UInt64Array:
    """Draw odd numbers of 64 bits."""
    return generator.integers(0, 2**64, size=count, dtype=np.uint64) | np.uint64(1)


def _place(both: npt.NDArray[np.uint64]) -> dict[tuple[int, int], int] | None:
    """Give every key a (side, slot) of its own, or None where a cycle forbids it."""
    places = both.tolist()
    taken: dict[tuple[int, int], int] = {}
    # Who comes last takes the first side, and whom that drives out goes to the other.
    for index in reversed(range(both.shape[1])):
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
