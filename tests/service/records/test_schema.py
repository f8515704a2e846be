"""The tables: made by migrations, and checked before a service starts."""

import signal
import sqlite3
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import inspect, text

from commandline import call_gaoqian
from gaoqian_service.errors import SchemaError
from gaoqian_service.records import migrations
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.schema import (
    current_revision,
    known_revisions,
    prepare_database,
    upgrade_schema,
)
from gaoqian_service.records.tables import Table


def test_migrations_make_the_mapped_tables(database: Database) -> None:
    """What the steps come to is what SQLAlchemy maps."""
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
        assert len(inspect(connection).get_table_names()) == len(Table.metadata.tables) + 1


def test_known_revisions_are_the_steps() -> None:
    """What the file names say is what Alembic reads in them."""
    config = Config()
    config.set_main_option("script_location", str(Path(migrations.__path__[0])))
    steps = ScriptDirectory.from_config(config).walk_revisions()
    assert known_revisions() == [step.revision for step in steps][::-1]


def test_upgrading_again_changes_nothing(database: Database) -> None:
    """It can be repeated."""
    upgrade_schema(database)
    assert current_revision(database) == known_revisions()[-1]


def test_several_upgrades_at_once(database_url: str) -> None:
    """Machines that start together make the tables once."""

    def upgrade(_: int) -> str | None:
        database = open_database(database_url)
        try:
            upgrade_schema(database)
            return current_revision(database)
        finally:
            database.close()

    with ThreadPoolExecutor(4) as pool:
        assert set(pool.map(upgrade, range(4))) == {known_revisions()[-1]}


def test_new_sqlite_file_is_made(tmp_path: Path) -> None:
    """A newcomer needs no command for it; its listener and durability are as documented."""
    database = prepare_database(f"sqlite:///{tmp_path / 'new' / 'gaoqian.db'}")
    with database.engine.connect() as connection:
        assert connection.scalar(text("PRAGMA journal_mode")) == "wal"
        assert connection.scalar(text("PRAGMA synchronous")) == 2
    database.close()


#: Makes the tables, and is killed on the way to the disk.
_KILLED = """
import os, signal, sys
from sqlalchemy import Engine, event
from gaoqian_service.records.schema import prepare_database

@event.listens_for(Engine, "commit")
def kill(_):
    os.kill(os.getpid(), signal.SIGKILL)

prepare_database(sys.argv[1])
"""


def test_start_after_a_killed_first_start(tmp_path: Path) -> None:
    """Whoever was killed while the tables were made leaves a file that the next start completes."""
    url = f"sqlite:///{tmp_path / 'gaoqian.db'}"
    killed = subprocess.run([sys.executable, "-c", _KILLED, url], check=False)
    assert killed.returncode == -signal.SIGKILL
    assert (tmp_path / "gaoqian.db").exists()
    database = prepare_database(url)
    assert current_revision(database) == known_revisions()[-1]
    database.close()


def test_file_of_somebody_else_is_not_touched(tmp_path: Path) -> None:
    """A SQLite file with other tables is no place that a start fills by itself."""
    with closing(sqlite3.connect(tmp_path / "other.db")) as connection:
        connection.execute("CREATE TABLE recipes (name TEXT)")
    with pytest.raises(SchemaError, match="revision none"):
        prepare_database(f"sqlite:///{tmp_path / 'other.db'}")


def test_missing_tables_are_not_served(postgres_url: str) -> None:
    """A server's database is prepared by whoever looks after it."""
    with pytest.raises(SchemaError, match=r"revision none.*gaoqian db upgrade"):
        prepare_database(postgres_url)


def test_tables_of_a_later_program_are_not_touched(database_url: str) -> None:
    """Neither a service nor an upgrade works on what it does not know."""
    database = open_database(database_url)
    upgrade_schema(database)
    with database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    database.close()
    with pytest.raises(SchemaError, match="9999"):
        prepare_database(database_url)
    outcome = call_gaoqian("db", "upgrade", "--database-url", database_url)
    assert outcome.code == 2
    assert "9999" in outcome.err
    assert len(outcome.err.splitlines()) == 1


def test_command_makes_the_tables(database_url: str) -> None:
    """``gaoqian db upgrade`` says what it did, and that there was nothing to do."""
    first = call_gaoqian("db", "upgrade", "--database-url", database_url)
    again = call_gaoqian("db", "upgrade", "--database-url", database_url)
    assert (first.code, again.code) == (0, 0)
    assert f"→ {known_revisions()[-1]}" in first.out
    assert "已是最新" in again.out
    prepare_database(database_url).close()
