"""What an API key may be for."""

from collections.abc import Iterable
from enum import StrEnum

from gaoqian_service.errors import ContentError


class KeyScope(StrEnum):
    """What a key may be for; ``admin`` covers all the others."""

    TAG = "tag"
    FEEDBACK = "feedback"
    METRICS = "metrics"
    ADMIN = "admin"


def parse_scopes(text: str) -> frozenset[KeyScope]:
    """Read scopes with commas between.

    Raises:
        ContentError: one of them is unknown, or there is none.
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    known = [scope.value for scope in KeyScope]
    for name in names:
        if name not in known:
            raise ContentError("scope", f"scope {name!r} is unknown, expected some of {known}")
    if not names:
        raise ContentError("scope", f"no scope given, expected some of {known}")
    return frozenset(map(KeyScope, names))


def write_scopes(scopes: Iterable[KeyScope]) -> str:
    """Return scopes as they are kept, in the order of `KeyScope`."""
    chosen = frozenset(scopes)
    return ",".join(scope for scope in KeyScope if scope in chosen)
