"""What was pulled from servers of others, so that it is not fetched again."""

from collections.abc import Mapping
from datetime import UTC, datetime

from sqlalchemy import delete, insert, select

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import PullRow

#: Names a statement may hold.
_A_QUERY = 500


class PullRecords:
    """The table of pulls."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def stamps(self, source: str) -> Mapping[str, str]:
        """Return what was pulled of a source: the stamp of each name.

        Raises:
            DatabaseError: the database does not answer.
        """
        query = select(PullRow.name, PullRow.stamp).where(PullRow.source == source)
        with self._database.read() as session:
            return {row.name: row.stamp for row in session.execute(query)}

    def remember(self, source: str, stamps: Mapping[str, str]) -> None:
        """Note what has been pulled, in the place of what was noted of these names before.

        Raises:
            DatabaseError: the database does not answer.
        """
        now = datetime.now(UTC)
        names = list(stamps)
        rows = [
            {"source": source, "name": name, "stamp": stamp, "pulled_at": now}
            for name, stamp in stamps.items()
        ]
        with self._database.begin() as session:
            for start in range(0, len(names), _A_QUERY):
                some = PullRow.name.in_(names[start : start + _A_QUERY])
                session.execute(delete(PullRow).where(PullRow.source == source, some))
            if rows:
                session.execute(insert(PullRow), rows)
