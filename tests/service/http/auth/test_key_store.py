"""The key store: which keys it finds, and how it follows the database."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import pytest

from gaoqian_service.http.auth.key_store import KeyStore, watching_keys
from gaoqian_service.http.auth.keys import (
    ApiKey,
    KeyScope,
    create_key,
    digest_secret,
    read_keys,
    revoke_key,
)
from gaoqian_service.records.database import Database, open_database
from live import until

_NOW = datetime(2026, 12, 1, tzinfo=UTC)


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


def test_keys_are_followed(database: Database) -> None:
    """Keys that are created or revoked while the block lasts are known a moment later."""
    first = create_key(database, "first", [KeyScope.TAG])
    key_store = KeyStore(read_keys(database))

    async def run() -> None:
        async with watching_keys(key_store, database, 0.01):
            second = await asyncio.to_thread(create_key, database, "second", [KeyScope.TAG])
            await asyncio.to_thread(until, lambda: key_store.find(second) is not None)
            await asyncio.to_thread(revoke_key, database, "first")
            await asyncio.to_thread(until, lambda: key_store.find(first) is None)
            assert key_store.find(second) is not None

    asyncio.run(run())


class _Away(Database):
    """A database that does not answer, and counts how often it is asked."""

    tries = 0

    def read(self) -> Any:
        self.tries += 1
        return super().read()


def test_outage_leaves_the_known_keys_valid(capsys: pytest.CaptureFixture[str]) -> None:
    """The log says once that they could not be read."""
    key = ApiKey(1, "cms", frozenset([KeyScope.TAG]), digest_secret("a" * 43), _NOW, None)
    key_store = KeyStore([key])
    database = _Away(open_database("postgresql://nobody@127.0.0.1:1/none").engine)

    async def run() -> None:
        async with watching_keys(key_store, database, 0.01):
            await asyncio.to_thread(until, lambda: database.tries >= 3)

    asyncio.run(run())
    database.close()
    assert key_store.find(f"gq1_{'a' * 43}") is key
    assert capsys.readouterr().out.count("keys_not_refreshed") == 1
