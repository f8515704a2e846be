"""``gaoqian db upgrade``, as it is run."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from commandline import call_gaoqian, run_gaoqian
from gaoqian_service.records.schema import known_revisions
from gaoqian_service.records.tables import Table

_UNKNOWN = "9999"


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the default database will be; its folder is not there yet."""
    monkeypatch.setenv("GAOQIAN_DATA", str(tmp_path / "data"))
    return tmp_path / "data" / "gaoqian.db"


def _tables(file: Path) -> set[str]:
    with closing(sqlite3.connect(file)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_master")}


def _set_revision(file: Path, revision: str) -> None:
    with closing(sqlite3.connect(file)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = ?", [revision])


def test_tables_are_made(file: Path) -> None:
    """All of them, in a folder that was not there."""
    outcome = call_gaoqian("db", "upgrade")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"→ {known_revisions()[-1]}" in outcome.out
    assert _tables(file) >= set(Table.metadata.tables)


def test_it_can_be_repeated(file: Path) -> None:
    """The second time nothing is done, and what is kept stays."""
    call_gaoqian("db", "upgrade")
    call_gaoqian("keys", "create", "cms")
    outcome = call_gaoqian("db", "upgrade")
    assert (outcome.code, outcome.err) == (0, "")
    assert f"Up to date：{known_revisions()[-1]}" in outcome.out
    assert "cms" in call_gaoqian("keys", "list").out
    assert file.is_file()


@pytest.mark.parametrize(
    "command",
    [("db", "upgrade"), ("keys", "list"), ("serve", "--port", "0"), ("serve", "--workers", "2")],
)
def test_tables_of_a_later_program(
    file: Path, models_folder: Path, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...]
) -> None:
    """Whoever meets them says so in one line, and leaves them as they are."""
    monkeypatch.setenv("GAOQIAN_MODELS", str(models_folder))
    call_gaoqian("db", "upgrade")
    _set_revision(file, _UNKNOWN)
    before = file.read_bytes()
    outcome = run_gaoqian(*command)  # a service that goes on to serve must not do so here
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert f"revision {_UNKNOWN}" in outcome.err
    assert file.read_bytes() == before


def test_file_that_is_no_database(file: Path) -> None:
    """One line, and the file stays as it is."""
    file.parent.mkdir()
    file.write_text("稿签" * 1000)
    outcome = call_gaoqian("db", "upgrade")
    assert (outcome.code, outcome.out, outcome.err.count("\n")) == (2, "", 1)
    assert "file is not a database" in outcome.err
    assert file.read_text() == "稿签" * 1000
