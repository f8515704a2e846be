"""Leases: locks that one process at a time holds on a database, released when it dies."""

import hashlib
from pathlib import Path

from filelock import FileLock, Timeout
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from gaoqian_service.errors import DatabaseError
from gaoqian_service.records.database import Database


class Lease:
    """A named lock that one process at a time holds; not for several threads at once.

    With SQLite it is a lock on a file beside the database's, with PostgreSQL an advisory lock of
    a session; the operating system or the server releases it when its process is killed.

    Args:
        database: The database that all competing processes use.
        name: The name of the lease; equal names exclude each other.
    """

    def __init__(self, database: Database, name: str) -> None:
        digest = hashlib.sha256(name.encode()).digest()
        self._database = database
        self._number = int.from_bytes(digest[:8], "big", signed=True)
        self._connection: Connection | None = None
        file = Path(f"{database.engine.url.database}.{digest.hex()[:12]}.lock")
        self._lock = FileLock(file, thread_local=False) if database.is_sqlite else None

    def take(self) -> bool:
        """Acquire the lease, or check that it is still held; false where another process holds it.

        Raises:
            DatabaseError: the database does not answer.
        """
        return self._take_lock(self._lock) if self._lock else self._take_session()

    def leave(self) -> None:
        """Release the lease."""
        if self._lock:
            self._lock.release()
        if self._connection is not None:
            self._connection.invalidate()  # its session ends, and the lock with it
            self._connection.close()
            self._connection = None

    @staticmethod
    def _take_lock(lock: FileLock) -> bool:
        if lock.is_locked:
            return True
        try:
            lock.acquire(blocking=False)
        except Timeout:
            return False
        return True

    def _take_session(self) -> bool:
        try:
            if self._connection is not None:
                self._connection.execute(text("SELECT 1"))  # a session that ended lost its lock
                return True
            engine = self._database.engine.execution_options(isolation_level="AUTOCOMMIT")
            connection = engine.connect()
            if connection.scalar(text("SELECT pg_try_advisory_lock(:n)"), {"n": self._number}):
                self._connection = connection
                return True
            connection.close()
        except DBAPIError as error:
            self._connection = None
            reason = str(error.orig).splitlines()[0]
            raise DatabaseError(f"{self._database.name}: {reason}") from error
        return False
