"""API keys: made once, kept as a digest, revoked for good."""

import hashlib
import hmac
import re
import secrets
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from gaoqian_service.errors import ConflictError, ContentError, UnknownError
from gaoqian_service.http.auth.scopes import KeyScope, parse_scopes, write_scopes
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import KeyRow

#: In bytes; what nobody guesses needs no slow hash.
_SECRET_BYTES = 32
_KEY = re.compile(r"gq(\d{1,9})_([\w-]{43})", re.ASCII)
_NAME = re.compile(r"[\w.@-]{1,64}")


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
        digest=_digest(secret),
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


class KeyStore:
    """The valid keys, in memory: a key is checked without asking the database."""

    def __init__(self, keys: Iterable[ApiKey]) -> None:
        self._keys: dict[int, ApiKey] = {}
        self.replace(keys)

    def replace(self, keys: Iterable[ApiKey]) -> None:
        """Take the keys as they are now."""
        self._keys = {key.id: key for key in keys if key.revoked_at is None}

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, presented: str) -> ApiKey | None:
        """Return the key that was presented, or None where it is unknown or revoked.

        Digests are compared in constant time.
        """
        match = _KEY.fullmatch(presented)
        key = self._keys.get(int(match[1])) if match else None
        if match is None or key is None:
            return None
        return key if hmac.compare_digest(_digest(match[2]), key.digest) else None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
