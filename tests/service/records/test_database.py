"""Transactions on SQLite and PostgreSQL, and URLs that cannot be used."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from gaoqian_service.errors import DatabaseError, ServiceSettingsError
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.tables import ShadowCountRow


def _add(database: Database, challenger: str) -> None:
    with database.begin() as session:
        session.add(ShadowCountRow(challenger=challenger, champion="1", compared=0, disagreed=0))


def _count(database: Database) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(ShadowCountRow)) or 0


def test_failed_transaction_leaves_nothing(database: Database) -> None:
    """An error inside the block takes back all that was written in it."""

    def fail() -> None:
        with database.begin() as session:
            session.add(ShadowCountRow(challenger="2", champion="1", compared=0, disagreed=0))
            session.flush()
            raise LookupError

    with pytest.raises(LookupError):
        fail()
    assert _count(database) == 0
    _add(database, "2")
    assert _count(database) == 1


def test_writers_come_one_after_the_other(database: Database) -> None:
    """A second writer begins when the first has committed; readers do not wait."""
    order: list[str] = []
    begun = threading.Event()

    def write() -> None:
        begun.set()
        with database.begin():
            order.append("second")

    with database.begin() as session:
        session.add(ShadowCountRow(challenger="2", champion="1", compared=0, disagreed=0))
        session.flush()
        thread = threading.Thread(target=write)
        thread.start()
        assert begun.wait(30)
        assert _count(database) == 0  # the reader sees what was committed before
        order.append("first")
    thread.join(30)
    assert order == ["first", "second"]


def test_refused_statement_is_no_outage(database: Database) -> None:
    """A row that is there already stays SQLAlchemy's error: trying again would not help."""
    _add(database, "2")
    with pytest.raises(IntegrityError):
        _add(database, "2")
    assert _count(database) == 1


def test_unreachable_server_is_named_without_its_password() -> None:
    """The error is the service's own, which becomes 503."""
    database = open_database("postgresql://gaoqian:geheim@127.0.0.1:1/news")
    with pytest.raises(DatabaseError, match=r"127\.0\.0\.1:1/news") as caught:
        _count(database)
    assert "geheim" not in str(caught.value)
    database.close()


@pytest.mark.parametrize(
    ("url", "message"),
    [
        ("mysql://user:geheim@host/db", "got the scheme 'mysql'"),
        ("gaoqian.db", "got no URL"),
        ("", "got no URL"),
        ("sqlite://", "SQLite needs a file"),
        ("sqlite:///:memory:", "SQLite needs a file"),
        ("sqlite:////proc/nowhere/gaoqian.db", "cannot be made"),
    ],
)
def test_url_that_cannot_be_used(url: str, message: str) -> None:
    """The error says what was got, without a password."""
    with pytest.raises(ServiceSettingsError, match=message) as caught:
        open_database(url)
    assert "geheim" not in str(caught.value)


def test_folder_is_made(tmp_path: Path) -> None:
    """SQLite's file may stand in a folder that is not there yet."""
    database = open_database(f"sqlite:///{tmp_path / 'a' / 'b' / 'gaoqian.db'}")
    assert (tmp_path / "a" / "b").is_dir()
    assert database.is_sqlite
    database.close()
