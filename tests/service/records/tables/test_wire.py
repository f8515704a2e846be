"""The wire's tables: what they refuse."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DeliveryRow, StoryRow

_NOW = datetime(2026, 12, 1, tzinfo=UTC)


def _story(version: str) -> StoryRow:
    return StoryRow(
        guid="a",
        version=version,
        text_hash="sha256:",
        state="current",
        pub_status="usable",
        source="wire.jsonl:1",
        arrived_at=_NOW,
        repeats=0,
        model="",
        article="{}",
        same_story_as="",
    )


def test_one_row_a_version_of_a_story(database: Database) -> None:
    """The same version a second time is a repeat, and no row of its own."""
    for version in ("1", "2"):
        with database.begin() as session:
            session.add(_story(version))
    with pytest.raises(IntegrityError), database.begin() as session:
        session.add(_story("2"))


def test_delivery_belongs_to_a_story(database: Database) -> None:
    """A delivery of a story that does not exist is refused by the database."""
    delivery = DeliveryRow(
        story_id=1,
        target="desk",
        withdraws=False,
        due_at=_NOW,
        state="pending",
        attempts=0,
        last_error="",
    )
    with pytest.raises(IntegrityError), database.begin() as session:
        session.add(delivery)
