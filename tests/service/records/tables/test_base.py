"""Timestamps of all tables, and the names of constraints."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import ArticleRow, Table


@pytest.mark.parametrize("hours", [8, 0, -5])
def test_timestamps_come_back_in_utc(database: Database, hours: int) -> None:
    """Whatever zone they were given in, and also from SQLite, which stores none."""
    local = datetime(2026, 12, 1, 1, 30, 0, 250_000, timezone(timedelta(hours=hours)))
    row = ArticleRow(article="a", version="", text_hash="sha256:", seen_at=local)
    with database.begin() as session:
        session.add(row)
    with database.read() as session:
        (read,) = session.scalars(select(ArticleRow.seen_at)).all()
    assert read == local
    assert read.tzinfo is UTC


def test_constraints_are_named_alike() -> None:
    """Migrations find them by name on every database."""
    unnamed = [
        f"{table.name}: {constraint}"
        for table in Table.metadata.tables.values()
        for constraint in table.constraints
        if not constraint.name
    ]
    assert unnamed == []
    assert Table.metadata.tables["decisions"].primary_key.name == "pk_decisions"
