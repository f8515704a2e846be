"""The schema revision: reading it, checking it, and migrating to the newest."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from gaoqian_service.errors import SchemaError, ServiceSettingsError
from gaoqian_service.records.database import Database, open_database

_STEPS = Path(__file__).with_name("migrations")


def known_revisions() -> list[str]:
    """Return the revisions that this program knows, oldest first; it works with the last.

    They are read from the migrations' file names: importing Alembic takes a quarter of the time
    of a start, so only `upgrade_schema` does.
    """
    return sorted(path.name[1:5] for path in (_STEPS / "versions").glob("r[0-9]*.py"))


def current_revision(database: Database) -> str | None:
    """Return the revision of a database; None where it has none of our tables.

    Raises:
        DatabaseError: the database does not answer.
        ServiceSettingsError: it is no database, or its tables may not be read.
    """
    with _inspecting(database) as session:
        if not inspect(session.connection()).has_table("alembic_version"):
            return None
        revision: str | None = session.scalar(text("SELECT version_num FROM alembic_version"))
        return revision


def upgrade_schema(database: Database) -> None:
    """Migrate a database to the newest revision, in one transaction.

    Raises:
        SchemaError: its revision is unknown to this program.
        DatabaseError: the database does not answer.
    """
    from alembic import command
    from alembic.config import Config

    _check_known(database, current_revision(database))
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    with database.begin() as session:  # one after the other, where several machines start at once
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")


def prepare_database(url: str) -> Database:
    """Open a database and check its revision; an empty SQLite file gets its tables.

    A file without tables is also what a first start leaves that was killed before its commit.

    Raises:
        SchemaError: the tables are missing, older or newer than this program.
        DatabaseError: the database does not answer.
        ServiceSettingsError: the URL cannot be used.
    """
    database = open_database(url)
    try:
        if database.is_sqlite and not _has_tables(database):
            upgrade_schema(database)
        else:
            _check_newest(database)
    except BaseException:
        database.close()
        raise
    return database


def _has_tables(database: Database) -> bool:
    with _inspecting(database) as session:
        return bool(inspect(session.connection()).get_table_names())


@contextmanager
def _inspecting(database: Database) -> Iterator[Session]:
    """Open a session to inspect tables; an unreadable database becomes a settings error."""
    try:
        with database.read() as session:
            yield session
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise ServiceSettingsError(
            f"GAOQIAN_DATABASE_URL: {database.name}: {reason}; expected a database that is ours"
        ) from error


def _check_newest(database: Database) -> None:
    found, newest = current_revision(database), known_revisions()[-1]
    _check_known(database, found)
    if found != newest:
        raise SchemaError(
            f"{database.name}: tables are of revision {found or 'none'}, this program needs "
            f"{newest}; run 'gaoqian db upgrade'"
        )


def _check_known(database: Database, revision: str | None) -> None:
    known = known_revisions()
    if revision is not None and revision not in known:
        raise SchemaError(
            f"{database.name}: tables are of revision {revision}, which this program does not "
            f"know (newest {known[-1]}); update gaoqian"
        )
