"""The cuckoo hash table below feature tables."""

import numpy as np
import pytest
from hypothesis import given, strategies as st

from gaoqian.scorer import cuckoo
from gaoqian.scorer.cuckoo import EMPTY, find_features, place_keys
from gaoqian.scorer.keys import FEATURE_BITS, UInt64Array

_FEATURES = 1 << FEATURE_BITS


def _random_keys(count: int) -> UInt64Array:
    """Return different keys, as n-grams have them, in an order of their own."""
    generator = np.random.default_rng(count)
    numbers = np.unique(generator.integers(1, 1 << 39, size=count + count // 10, dtype=np.uint64))
    return generator.permutation(numbers)[:count] << np.uint64(FEATURE_BITS)


def _place(keys: UInt64Array) -> tuple[UInt64Array, UInt64Array]:
    features = np.arange(len(keys), dtype=np.uint64)
    return place_keys(keys, features, np.random.default_rng(7))


def _find(keys: UInt64Array, slots: UInt64Array, multipliers: UInt64Array) -> UInt64Array:
    found = np.empty(len(keys), dtype=np.uint64)
    find_features(keys, slots, multipliers, out=found)
    return found


@pytest.mark.parametrize("count", [0, 1, 10, 1_000, 30_000, 923_244])
def test_all_keys_are_found_and_no_other(count: int) -> None:
    """At any size; the last one once found no table."""
    keys = _random_keys(count)
    slots, multipliers = _place(keys)
    assert (_find(keys, slots, multipliers) == np.arange(count)).all()
    others = np.setdiff1d(keys + np.uint64(_FEATURES), keys)
    assert (_find(others, slots, multipliers) >= _FEATURES).all()
    assert (slots != EMPTY).sum() == count


@given(st.sets(st.integers(1, (1 << 39) - 1), max_size=60))
def test_any_few_keys_are_found(numbers: set[int]) -> None:
    """Neighbouring keys, and keys of one bit, are as good as any."""
    keys = np.array(sorted(numbers), dtype=np.uint64) << np.uint64(FEATURE_BITS)
    slots, multipliers = _place(keys)
    assert _find(keys, slots, multipliers).tolist() == list(range(len(keys)))


def test_table_grows_when_no_draw_gives_every_key_a_slot(monkeypatch: pytest.MonkeyPatch) -> None:
    """With more keys than a half of all slots no draw can succeed: the size is doubled."""
    keys = _random_keys(100_000)
    monkeypatch.setattr(cuckoo, "_DRAWS_PER_SIZE", 2)
    monkeypatch.setattr(cuckoo, "_ROOM", 0.6)
    slots, multipliers = _place(keys)
    assert slots.shape == (2, 1 << 17)
    assert (_find(keys, slots, multipliers) == np.arange(100_000)).all()
    again, same = _place(keys)
    assert (again == slots).all()
    assert (same == multipliers).all()


def test_equal_keys_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three of the same key have two slots between them, at any size."""
    monkeypatch.setattr(cuckoo, "_DRAWS_PER_SIZE", 2)
    with pytest.raises(ValueError, match="no cuckoo table found for 3 keys"):
        _place(np.full(3, 1 << FEATURE_BITS, dtype=np.uint64))
