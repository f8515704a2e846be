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


@dataclass(frozen=True, slots=True)
class ApiKey:
    """A key as it is kept.

    Attributes:
        id: Its number, which is part of the key.
        name: What it is for.
        scopes: What it may be used for.
        digest: SHA-256 of its secret part, hexadecimal.
        created_at: When it was made.
        revoked_at: From when on it is refused; None while it is valid.
    """

    id: int
    name: str
    scopes: frozenset[KeyScope]
    digest: str
    created_at: datetime
    revoked_at: datetime | None

    def covers(self, scope: KeyScope) -> bool:
        """Return whether it may be used for something."""
        return scope in self.scopes or KeyScope.ADMIN in self.scopes


def create_key(database: Database, name: str, scopes: Iterable[KeyScope]) -> str:
    """Make a key and return it; this is the only time that it is seen.

    Raises:
        ContentError: the name is none.
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
    """Make a key invalid, for good; the name stays taken.

    Raises:
        UnknownError: there is no valid key of this name.
    """
    with database.begin() as session:
        row = session.scalar(select(KeyRow).where(KeyRow.name == name))
        if row is None or row.revoked_at is not None:
            raise UnknownError(f"no valid key named {name!r}")
        row.revoked_at = datetime.now(UTC)


def read_keys(database: Database) -> list[ApiKey]:
    """Return all keys, the revoked ones too, in the order they were made."""
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
