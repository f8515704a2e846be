"""Which stories were killed: their tags count no more, and nobody learns from their texts."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import InstrumentedAttribute

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import StoryRow


@dataclass(frozen=True, slots=True)
class Canceled:
    """What was killed.

    Attributes:
        guids: Stories.
        text_hashes: Their texts, under whatever name an editor spoke of them.
    """

    guids: frozenset[str]
    text_hashes: frozenset[str]


def read_canceled(database: Database) -> Canceled:
    """Return all stories that were killed.

    Raises:
        DatabaseError: the database does not answer.
    """
    query = select(StoryRow.guid, StoryRow.text_hash).where(StoryRow.state == "canceled")
    with database.read() as session:
        rows = session.execute(query).all()
    return Canceled(frozenset(row.guid for row in rows), frozenset(row.text_hash for row in rows))


def is_canceled(guid: InstrumentedAttribute[str] | str) -> ColumnElement[bool]:
    """Return the condition that a story was killed."""
    return exists().where(StoryRow.guid == guid, StoryRow.state == "canceled")
