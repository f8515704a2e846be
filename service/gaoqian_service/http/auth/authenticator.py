"""The authenticator: checks a request's API key and rate limit before its body is read."""

import base64
import binascii
from collections.abc import Iterable
from typing import TYPE_CHECKING

from starlette.types import Scope

from gaoqian_service.errors import KeyMissingError, ScopeMissingError
from gaoqian_service.http.auth.key_store import KeyStore
from gaoqian_service.http.auth.keys import ApiKey, KeyScope

if TYPE_CHECKING:
    from gaoqian_service.http.auth.rates import RateLimit

_CALLER = "caller"


class Authenticator:
    """Admits or refuses requests; one for each application.

    Attributes:
        key_store: The valid keys; None where no key is needed.
        rate: The rate limit of each caller; None for no limit.
    """

    def __init__(self, key_store: KeyStore | None, rate: "RateLimit | None") -> None:
        self.key_store = key_store
        self.rate = rate

    async def admit(self, scope: Scope, needed: KeyScope) -> None:
        """Admit a request; one that was admitted before is not counted again.

        The key's name is stored in the request's state, for `caller_of`. Where no key is needed
        it is empty, and the rate is limited by IP address.

        Args:
            scope: The request's ASGI scope.
            needed: The scope that its key must have.

        Raises:
            KeyMissingError: the request has no valid key.
            ScopeMissingError: the key does not have the scope needed.
            RateError: the caller is over its rate limit.
        """
        state = scope.setdefault("state", {})
        if _CALLER in state:
            return
        name = "" if self.key_store is None else _identify(scope, self.key_store, needed).name
        if self.rate is not None:
            await self.rate.admit(name or _address(scope))
        state[_CALLER] = name


def caller_of(scope: Scope) -> str:
    """Return the name of the API key that a request was admitted with; empty without one."""
    name: str = scope.get("state", {}).get(_CALLER, "")
    return name


def _identify(scope: Scope, key_store: KeyStore, needed: KeyScope) -> ApiKey:
    presented = _presented(scope["headers"])
    key = key_store.find(presented)
    if key is None:
        raise KeyMissingError(
            "the API key presented is unknown or revoked" if presented else "no API key presented"
        )
    if not key.covers(needed):
        raise ScopeMissingError(
            f"key {key.name!r} has the scopes {sorted(key.scopes)}, this needs {needed.value!r}"
        )
    return key


def _presented(headers: Iterable[tuple[bytes, bytes]]) -> str:
    """Return the key in the headers: bearer token, password of Basic, or ``X-API-Key``."""
    for name, value in headers:
        if name == b"authorization":
            kind, _, rest = value.partition(b" ")
            if kind.lower() == b"bearer":
                return rest.strip().decode("latin-1")
            if kind.lower() == b"basic":
                return _password(rest)
        elif name == b"x-api-key":
            return value.decode("latin-1")
    return ""


def _password(credentials: bytes) -> str:
    try:
        return base64.b64decode(credentials, validate=True).decode("latin-1").partition(":")[2]
    except binascii.Error:
        return ""


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else "unknown"
