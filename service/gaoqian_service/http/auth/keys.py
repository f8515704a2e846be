"""API keys and their scopes: created, listed and revoked in the database, kept as digests."""

import hashlib
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gaoqian_service.errors import ConflictError, ContentError, UnknownError
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import KeyRow

#: In bytes: a secret that cannot be guessed needs no slow hash.
_SECRET_BYTES = 32
#: A key as it is shown: its number, then its secret.
KEY_PATTERN = re.compile(r"gq(\d{1,9})_([\w-]{43})", re.ASCII)
_NAME = re.compile(r"[\w.@-]{1,64}")


class KeyScope(StrEnum):
    """The scope of an API key; ``admin`` includes the others."""

    TAG = "tag"
    FEEDBACK = "feedback"
    METRICS = "metrics"
    ADMIN = "admin"


def parse_scopes(text: str) -> frozenset[KeyScope]:
    """Parse comma-separated scopes.

    Raises:
        ContentError: a scope is unknown, or none is given.
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
    """Return scopes comma-separated, as they are stored, in the order of `KeyScope`."""
    chosen = frozenset(scopes)
    return ",".join(scope for scope in KeyScope if scope in chosen)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A stored API key.

    Attributes:
        id: The id of its row, which is part of the key.
        name: Its purpose, unique.
        scopes: What it may be used for.
        digest: SHA-256 of its secret part, hexadecimal.
        created_at: When it was created.
        revoked_at: Since when it is refused; None while it is valid.
    """

    id: int
    name: str
    scopes: frozenset[KeyScope]
    digest: str
    created_at: datetime
    revoked_at: datetime | None

    def covers(self, scope: KeyScope) -> bool:
        """Return whether the key has a scope; ``admin`` has all."""
        return scope in self.scopes or KeyScope.ADMIN in self.scopes


def create_key(database: Database, name: str, scopes: Iterable[KeyScope]) -> str:
    """Create a key and return it; it cannot be read again, since only its digest is stored.

    Raises:
        ContentError: the name has other characters than allowed, or is too long.
        ConflictError: there is a key of this name, valid or revoked.
    """
    if not _NAME.fullmatch(name):
        raise ContentError("name", f"name {name!r}, expected 1 to 64 letters, digits or . @ - _")
    secret = secrets.token_urlsafe(_SECRET_BYTES)
    row = KeyRow(
        name=name,
        digest=digest_secret(secret),
        scopes=write_scopes(scopes),
        created_at=datetime.now(UTC),
    )
    try:
        with database.begin() as session:
            session.add(row)
            session.flush()
            return f"gq{row.id}_{secret}"
    except IntegrityError as error:
        raise ConflictError(
            f"there is a key named {name!r} already, choose another name"
        ) from error


def revoke_key(database: Database, name: str) -> None:
    """Revoke a key for good; its name cannot be used again.

    Raises:
        UnknownError: there is no valid key of this name.
    """
    with database.begin() as session:
        row = session.scalar(select(KeyRow).where(KeyRow.name == name))
        if row is None or row.revoked_at is not None:
            raise UnknownError(f"no valid key named {name!r}")
        row.revoked_at = datetime.now(UTC)


def read_keys(database: Database) -> list[ApiKey]:
    """Return all keys, including revoked ones, in order of creation."""
    with database.read() as session:
        rows = session.scalars(select(KeyRow).order_by(KeyRow.id)).all()
        return [
            ApiKey(
                row.id,
                row.name,
                parse_scopes(row.scopes),
                row.digest,
                row.created_at,
                row.revoked_at,
            )
            for row in rows
        ]


def digest_secret(secret: str) -> str:
    """Return the SHA-256 of a key's secret part, hexadecimal."""
    return hashlib.sha256(secret.encode()).hexdigest()
