"""The gate: every guarded request shows its key here, before its body is read."""

import base64
import binascii
from collections.abc import Iterable
from typing import TYPE_CHECKING

from starlette.types import Scope

from gaoqian_service.access.keys import ApiKey, KeyRing
from gaoqian_service.access.scopes import KeyScope
from gaoqian_service.errors import KeyMissingError, ScopeMissingError

if TYPE_CHECKING:
    from gaoqian_service.access.rates import RateLimit

_CALLER = "caller"


class Gate:
    """Admits requests; one for each application.

    Attributes:
        ring: The valid keys; None where nobody needs one.
        rate: How often a caller may ask; None where it may ask as it likes.
    """

    def __init__(self, ring: KeyRing | None, rate: "RateLimit | None") -> None:
        self.ring = ring
        self.rate = rate

    async def admit(self, scope: Scope, needed: KeyScope) -> None:
        """Let a request in, once: who has been admitted is not counted again.

        The caller's name is left in the request's state. Where no key is needed, callers are
        nameless, and the rate is counted by address.

        Raises:
            KeyMissingError: no valid key is presented.
            ScopeMissingError: the key does not cover what is asked for.
            RateError: the caller has asked too often.
        """
        state = scope.setdefault("state", {})
        if _CALLER in state:
            return
        name = "" if self.ring is None else _identify(scope, self.ring, needed).name
        if self.rate is not None:
            await self.rate.admit(name or _address(scope))
        state[_CALLER] = name


def caller_of(scope: Scope) -> str:
    """Return the name of the key that a request was admitted with; empty without one."""
    name: str = scope.get("state", {}).get(_CALLER, "")
    return name


def _identify(scope: Scope, ring: KeyRing, needed: KeyScope) -> ApiKey:
    presented = _presented(scope["headers"])
    key = ring.find(presented)
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
