"""Who is let in, and how often."""

import asyncio
import base64
from collections.abc import Callable
from typing import Any

import pytest

from gaoqian_service.errors import (
    KeyMissingError,
    RateError,
    ScopeMissingError,
    ServiceSettingsError,
)
from gaoqian_service.http.auth.authenticator import Authenticator, caller_of
from gaoqian_service.http.auth.key_store import KeyStore
from gaoqian_service.http.auth.keys import KeyScope, create_key, read_keys
from gaoqian_service.http.auth.rates import build_rate_limit
from gaoqian_service.records.database import Database

_MEMORY = "async+memory://"
_WAYS: dict[str, Callable[[str], tuple[bytes, bytes]]] = {
    "bearer": lambda key: (b"authorization", f"Bearer {key}".encode()),
    "any case": lambda key: (b"authorization", f"bearer  {key} ".encode()),
    "basic": lambda key: (
        b"authorization",
        b"Basic " + base64.b64encode(f"superdesk:{key}".encode()),
    ),
    "header": lambda key: (b"x-api-key", key.encode()),
}


def _scope(*headers: tuple[bytes, bytes], client: str = "10.0.0.1") -> dict[str, Any]:
    return {"type": "http", "headers": list(headers), "client": (client, 1)}


def _admit(
    authenticator: Authenticator, scope: dict[str, Any], needed: KeyScope = KeyScope.TAG
) -> str:
    asyncio.run(authenticator.admit(scope, needed))
    return caller_of(scope)


@pytest.fixture
def authenticator(database: Database) -> Authenticator:
    """An authenticator without keys; tests make some and replace the key_store's."""
    return Authenticator(KeyStore(read_keys(database)), None)


@pytest.mark.parametrize("way", _WAYS)
def test_ways_to_show_a_key(authenticator: Authenticator, database: Database, way: str) -> None:
    """Each gives the key's name to whoever is behind the authenticator."""
    key = create_key(database, "cms", [KeyScope.TAG])
    authenticator.key_store = KeyStore(read_keys(database))
    assert _admit(authenticator, _scope((b"host", b"x"), _WAYS[way](key))) == "cms"


@pytest.mark.parametrize(
    "header",
    [
        (b"host", b"x"),
        (b"authorization", b"Bearer"),
        (b"authorization", b"Basic !!!"),
        (b"authorization", b"Basic Og=="),
        (b"authorization", b"Digest x"),
        (b"x-api-key", b"\xff\xfe"),
        (b"x-api-key", b"gq1_" + b"a" * 43),
    ],
)
def test_without_a_valid_key(
    authenticator: Authenticator, database: Database, header: tuple[bytes, bytes]
) -> None:
    """None, an unknown one, or rubbish."""
    create_key(database, "cms", [KeyScope.TAG])
    authenticator.key_store = KeyStore(read_keys(database))
    with pytest.raises(KeyMissingError):
        _admit(authenticator, _scope(header))


def test_scope_that_is_not_covered(authenticator: Authenticator, database: Database) -> None:
    """The error names the key, what it has and what is needed; admin covers all."""
    tag, admin = (create_key(database, scope, [scope]) for scope in (KeyScope.TAG, KeyScope.ADMIN))
    authenticator.key_store = KeyStore(read_keys(database))
    with pytest.raises(ScopeMissingError, match=r"'tag' has the scopes .*'tag'.*needs 'feedback'"):
        _admit(authenticator, _scope(_WAYS["bearer"](tag)), KeyScope.FEEDBACK)
    for needed in KeyScope:
        assert _admit(authenticator, _scope(_WAYS["bearer"](admin)), needed) == "admin"


def test_nobody_needs_a_key() -> None:
    """Where none is needed, callers are nameless."""
    authenticator = Authenticator(None, None)
    assert _admit(authenticator, _scope(), KeyScope.ADMIN) == ""


def test_rate_of_each_key(database: Database) -> None:
    """One key's calls are not another's; the refusal says when to come again."""
    keys = [create_key(database, name, [KeyScope.TAG]) for name in ("one", "two")]
    authenticator = Authenticator(
        KeyStore(read_keys(database)), build_rate_limit("3/hour", _MEMORY)
    )

    async def run() -> RateError:
        for key in keys:
            for _ in range(3):
                await authenticator.admit(_scope(_WAYS["header"](key)), KeyScope.TAG)
        with pytest.raises(RateError, match="3 per 1 hour by 'one'") as caught:
            await authenticator.admit(_scope(_WAYS["header"](keys[0])), KeyScope.TAG)
        return caught.value

    assert 1 <= asyncio.run(run()).retry_after_seconds <= 2 * 3600


def test_rate_without_keys_goes_by_address() -> None:
    """And a request that is admitted twice on its way is one call."""
    authenticator = Authenticator(None, build_rate_limit("2/hour;1000/day", _MEMORY))

    async def run() -> None:
        scopes = [_scope(client="10.0.0.1"), _scope(client="10.0.0.1"), _scope(client="10.0.0.2")]
        for scope in scopes:
            await authenticator.admit(scope, KeyScope.TAG)
            await authenticator.admit(scope, KeyScope.TAG)
        with pytest.raises(RateError):
            await authenticator.admit(_scope(client="10.0.0.1"), KeyScope.TAG)

    asyncio.run(run())


@pytest.mark.parametrize(
    ("rate", "storage", "named"),
    [
        ("many", _MEMORY, "GAOQIAN_RATE_LIMIT = 'many'"),
        ("1/minute", "async+bogus://", "GAOQIAN_RATE_LIMIT_STORAGE"),
        ("1/minute", "memory://", "GAOQIAN_RATE_LIMIT_STORAGE"),
        ("1/minute", "async+redis://:geheim@host:port", "GAOQIAN_RATE_LIMIT_STORAGE"),
        ("1/minute", "redsi://:geheim@host", "GAOQIAN_RATE_LIMIT_STORAGE"),
    ],
)
def test_settings_that_cannot_be_used(rate: str, storage: str, named: str) -> None:
    """The error names the setting, and no password that may stand in it."""
    with pytest.raises(ServiceSettingsError, match=named) as caught:
        build_rate_limit(rate, storage)
    assert "geheim" not in str(caught.value)
