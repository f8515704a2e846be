"""The database that the service's subcommands open."""

from pathlib import Path

import pytest
from sqlalchemy import text

from gaoqian_service.commands.options import opened_database
from gaoqian_service.errors import SchemaError


def test_database_of_a_service_with_the_same_options(tmp_path: Path) -> None:
    """By folder or by URL; its tables are made where the file is new."""
    with opened_database("", tmp_path) as database, database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM feedback")) == 0
    assert (tmp_path / "gaoqian.db").is_file()
    with opened_database(f"sqlite:///{tmp_path / 'other.db'}", tmp_path) as database:
        assert database.name.endswith("other.db")


def test_server_without_tables_is_refused(postgres_url: str, tmp_path: Path) -> None:
    """A command does not make tables on a server; the error says what does."""
    with pytest.raises(SchemaError, match="gaoqian db upgrade"):
        opened_database(postgres_url, tmp_path)
