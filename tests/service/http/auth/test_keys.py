"""Making, showing and revoking API keys."""

import hashlib

import pytest
from sqlalchemy import select

from gaoqian_service.errors import ConflictError, ContentError, UnknownError
from gaoqian_service.http.auth.key_store import KeyStore
from gaoqian_service.http.auth.keys import (
    KeyScope,
    create_key,
    parse_scopes,
    read_keys,
    revoke_key,
    write_scopes,
)
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import KeyRow


def test_key_is_known_by_what_it_is_for(database: Database) -> None:
    """The key that is shown once finds its name and scopes again."""
    key = create_key(database, "cms", [KeyScope.FEEDBACK, KeyScope.TAG])
    found = KeyStore(read_keys(database)).find(key)
    assert found is not None
    assert found.name == "cms"
    assert found.scopes == {KeyScope.TAG, KeyScope.FEEDBACK}
    assert found.covers(KeyScope.TAG)
    assert not found.covers(KeyScope.ADMIN)


def test_key_is_not_kept(database: Database) -> None:
    """The database holds the SHA-256 of the secret part, and nothing of the part itself."""
    secret = create_key(database, "cms", [KeyScope.TAG]).partition("_")[2]
    with database.begin() as session:
        row = session.scalars(select(KeyRow)).one()
        kept = [getattr(row, column.key) for column in KeyRow.__mapper__.column_attrs]
    assert hashlib.sha256(secret.encode()).hexdigest() in kept
    assert not any(secret in str(value) for value in kept)


def test_keys_differ(database: Database) -> None:
    """A hundred keys, a hundred secrets."""
    keys = {create_key(database, f"k{n}", [KeyScope.TAG]).partition("_")[2] for n in range(100)}
    assert len(keys) == 100


def test_revoked_key_is_unknown(database: Database) -> None:
    """For good; its name stays taken, and it cannot be revoked twice."""
    key = create_key(database, "cms", [KeyScope.TAG])
    revoke_key(database, "cms")
    (kept,) = read_keys(database)
    assert kept.revoked_at is not None
    key_store = KeyStore([kept])
    assert key_store.find(key) is None
    assert not key_store
    with pytest.raises(ConflictError, match="'cms'"):
        create_key(database, "cms", [KeyScope.TAG])
    with pytest.raises(UnknownError, match="'cms'"):
        revoke_key(database, "cms")


@pytest.mark.parametrize("name", ["", "a b", "名\n", "x" * 65, "a/b"])
def test_name(database: Database, name: str) -> None:
    """Short, and without anything that would have to be quoted in a log."""
    with pytest.raises(ContentError, match="name"):
        create_key(database, name, [KeyScope.TAG])


def test_scopes() -> None:
    """Commas between, in any order; kept in ours; unknown ones are named."""
    assert write_scopes(parse_scopes(" feedback, tag,,tag ")) == "tag,feedback"
    with pytest.raises(ContentError, match="'write'"):
        parse_scopes("tag,write")
    with pytest.raises(ContentError, match="no scope"):
        parse_scopes(" , ")
