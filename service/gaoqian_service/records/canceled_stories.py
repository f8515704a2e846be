"""Canceled stories: their tags are void, and their texts are left out of training."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import StoryRow


@dataclass(frozen=True, slots=True)
class Canceled:
    """All canceled stories.

    Attributes:
        guids: Their identifiers.
        text_hashes: Their texts, which feedback may name by another identifier.
    """

    guids: frozenset[str]
    text_hashes: frozenset[str]


def read_canceled(database: Database) -> Canceled:
    """Return all canceled stories.

    Raises:
        DatabaseError: the database does not answer.
    """
    query = select(StoryRow.guid, StoryRow.text_hash).where(StoryRow.state == "canceled")
    with database.read() as session:
        rows = session.execute(query).all()
    return Canceled(frozenset(row.guid for row in rows), frozenset(row.text_hash for row in rows))


def is_canceled(guid: InstrumentedAttribute[str] | str) -> ColumnElement[bool]:
    """Return the SQL condition that a story is canceled."""
    return exists().where(StoryRow.guid == guid, StoryRow.state == "canceled")
