"""The database: SQLite set to survive a power cut, or PostgreSQL, by URL."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import (
    ArgumentError,
    DBAPIError,
    InterfaceError,
    NoSuchModuleError,
    OperationalError,
    TimeoutError as PoolTimeout,
)
from sqlalchemy.orm import Session, sessionmaker

from gaoqian import ExtraError
from gaoqian_service.errors import DatabaseError, ServiceSettingsError

#: A writer that finds the file locked waits so long before it gives up.
_LOCK_SECONDS = 5
#: A server that does not answer is given up after so long; the caller gets 503 and comes again.
_CONNECT_SECONDS = 3
_POOL = 10
#: The advisory lock that writers take in PostgreSQL; any number that no other program uses.
_WRITERS = 0x6761_6F71
#: The first connection to a new file switches it to WAL; SQLite refuses another one that does so
#: at the same time, without waiting. On a file in WAL mode the pragma costs next to nothing.
_FIRST_OPENING = Lock()
#: Marks connections of readers.
_READING = "gaoqian_reading"


class Database:
    """Reading and writing transactions on one database; safe to share between threads.

    Attributes:
        engine: SQLAlchemy's engine.
        name: The URL without its password.
    """

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.name = engine.url.render_as_string(hide_password=True)
        self._writers = sessionmaker(engine, expire_on_commit=False)
        self._readers = sessionmaker(
            engine.execution_options(**{_READING: True}), expire_on_commit=False
        )
        # Threads queue up here: SQLite itself only lets them retry until its timeout.
        self._writing = Lock() if self.is_sqlite else nullcontext()

    @property
    def is_sqlite(self) -> bool:
        """Whether it is SQLite, a file with one writer at a time."""
        return self.engine.dialect.name == "sqlite"

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """Open a writing transaction, committed (to the disk) at the end of the block.

        Writers are serialised, in PostgreSQL as in SQLite: a row that a transaction has not found
        is still missing when it writes, and ids follow the order of commits, so that a reader who
        continues from the last id misses nothing.

        Raises:
            DatabaseError: the database does not answer, or not in time. Whether an interrupted
                commit holds is unknown; sending the same again is safe.
        """
        with self._reporting_outages(), self._writing, self._writers.begin() as session:
            if not self.is_sqlite:  # where BEGIN IMMEDIATE has serialised them
                session.execute(text(f"SELECT pg_advisory_xact_lock({_WRITERS})"))
            yield session

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a read-only transaction, which waits for no writer.

        Raises:
            DatabaseError: the database does not answer.
        """
        with self._reporting_outages(), self._readers.begin() as session:
            yield session

    @contextmanager
    def _reporting_outages(self) -> Iterator[None]:
        try:
            yield
        except (DBAPIError, PoolTimeout) as error:
            if not _is_outage(error):
                raise
            reason = type(error).__name__ if isinstance(error, PoolTimeout) else str(error.orig)
            raise DatabaseError(f"{self.name}: {reason.splitlines()[0]}") from error

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def open_database(url: str) -> Database:
    """Open a database; no connection is made before the first transaction.

    Args:
        url: An SQLAlchemy URL of SQLite or PostgreSQL.

    Raises:
        ServiceSettingsError: the URL is of neither, or the folder cannot be created.
        ExtraError: the driver is not installed.
    """
    parsed = _parse(url)
    if parsed.get_backend_name() == "sqlite":
        return Database(_open_sqlite(parsed))
    try:
        engine = create_engine(
            parsed.set(drivername="postgresql+psycopg"),
            pool_pre_ping=True,
            pool_size=_POOL,
            pool_timeout=_CONNECT_SECONDS,
            connect_args={"connect_timeout": _CONNECT_SECONDS},
        )
    except ModuleNotFoundError as error:
        raise ExtraError("PostgreSQL needs psycopg: pip install 'gaoqian[postgresql]'") from error
    return Database(engine)


def _parse(url: str) -> URL:
    try:
        parsed = make_url(url)
        backend = parsed.get_backend_name()
    except (ArgumentError, NoSuchModuleError, ValueError):
        backend = ""
    if backend not in ("sqlite", "postgresql"):
        # What stands behind the scheme may hold a password, so it is not repeated.
        scheme, found, _ = url.partition("://")
        got = f"the scheme {scheme!r}" if found else "no URL"
        raise ServiceSettingsError(
            "GAOQIAN_DATABASE_URL: expected postgresql://user:password@host/database or "
            f"sqlite:///file, got {got}"
        )
    return parsed


def _open_sqlite(url: URL) -> Engine:
    if url.database in (None, "", ":memory:"):
        raise ServiceSettingsError("GAOQIAN_DATABASE_URL: SQLite needs a file: sqlite:///file")
    folder = Path(str(url.database)).parent
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ServiceSettingsError(f"{folder}: cannot be made: {error.strerror}") from error
    engine = create_engine(url, connect_args={"timeout": _LOCK_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None  # transactions are begun below, and not by the driver
    with _FIRST_OPENING:
        connection.execute("PRAGMA journal_mode = WAL")
    for pragma in ("synchronous = FULL", "foreign_keys = ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Any) -> None:
    """Take the write lock at BEGIN: SQLite refuses, without waiting, to upgrade a read lock."""
    reads = connection.get_execution_options().get(_READING, False)
    connection.exec_driver_sql("BEGIN" if reads else "BEGIN IMMEDIATE")


def _is_outage(error: DBAPIError | PoolTimeout) -> bool:
    """Return whether the database does not answer, rather than refuses a statement."""
    return isinstance(error, OperationalError | InterfaceError | PoolTimeout) or (
        error.connection_invalidated
    )
