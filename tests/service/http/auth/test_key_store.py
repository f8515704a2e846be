"""The key store: which keys it finds, and how it follows the database."""

import pytest

from gaoqian_service.http.auth.key_store import KeyStore
from gaoqian_service.http.auth.keys import (
    KeyScope,
    create_key,
    read_keys,
)
from gaoqian_service.records.database import Database


@pytest.mark.parametrize("change", ["x{}", "{}x", "{}=", "", "gq99_{}", "Gq1_{}", "{} "])
def test_other_keys_are_unknown(database: Database, change: str) -> None:
    """Nothing near a key is one."""
    key = create_key(database, "cms", [KeyScope.TAG])
    key_store = KeyStore(read_keys(database))
    assert key_store.find(key) is not None
    assert key_store.find(change.format(key)) is None
    assert key_store.find(key[:-1] + ("a" if key[-1] != "a" else "b")) is None


def test_secret_of_another_key(database: Database) -> None:
    """A number and a secret that do not belong together."""
    one = create_key(database, "one", [KeyScope.TAG])
    two = create_key(database, "two", [KeyScope.ADMIN])
    mixed = two.partition("_")[0] + "_" + one.partition("_")[2]
    assert KeyStore(read_keys(database)).find(mixed) is None
