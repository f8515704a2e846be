"""The form of the tables: what it is, what it should be, and bringing it there."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError

from gaoqian_service.errors import DatabaseError, SchemaError, ServiceSettingsError
from gaoqian_service.records.database import Database, open_database

_STEPS = Path(__file__).with_name("migrations")


def newest_revision() -> str:
    """Return the form of the tables that this program works with."""
    revision = ScriptDirectory.from_config(_config()).get_current_head()
    assert revision is not None  # noqa: S101  the first step is part of the program
    return revision


def current_revision(database: Database) -> str | None:
    """Return the form that a database has; None where it has no tables of ours.

    Raises:
        DatabaseError: the database does not answer.
        ServiceSettingsError: it is none, or its tables may not be read.
    """
    try:
        with database.engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    except (OperationalError, InterfaceError) as error:
        raise DatabaseError(f"{database.name}: {str(error.orig).splitlines()[0]}") from error
    except DBAPIError as error:
        reason = str(error.orig).splitlines()[0]
        raise ServiceSettingsError(
            f"GAOQIAN_DATABASE_URL: {database.name}: {reason}; expected a database that is ours"
        ) from error


def upgrade_schema(database: Database) -> None:
    """Bring a database to the newest form, in one transaction.

    Raises:
        SchemaError: it has a form that this program does not know.
        DatabaseError: the database does not answer.
    """
    _check_known(database, current_revision(database))
    config = _config()
    with database.engine.begin() as connection:
        database.take_turn(connection)  # several machines may start at once
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def prepare_database(url: str) -> Database:
    """Open a database for a service; a SQLite file that is not there yet is made.

    Raises:
        SchemaError: the tables are missing, older or newer than this program.
        DatabaseError: the database does not answer.
        ServiceSettingsError: the URL cannot be used.
    """
    database = open_database(url)
    try:
        if database.is_sqlite and not Path(str(database.engine.url.database)).exists():
            upgrade_schema(database)
        else:
            _check_newest(database)
    except BaseException:
        database.close()
        raise
    return database


def _check_newest(database: Database) -> None:
    found = current_revision(database)
    _check_known(database, found)
    if found != newest_revision():
        raise SchemaError(
            f"{database.name}: tables are of revision {found or 'none'}, this program needs "
            f"{newest_revision()}; run 'gaoqian db upgrade'"
        )


def _check_known(database: Database, revision: str | None) -> None:
    known = [step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions()]
    if revision is not None and revision not in known:
        raise SchemaError(
            f"{database.name}: tables are of revision {revision}, which this program does not "
            f"know (newest {known[0]}); update gaoqian"
        )


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_STEPS).replace("%", "%%"))
    return config
