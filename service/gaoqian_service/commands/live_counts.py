"""Live score counts, contributed by the entry-point group ``gaoqian.score_counts``."""

from collections.abc import Mapping
from pathlib import Path


def read_live_counts(database_url: str, data: Path, model: str, weeks: int) -> Mapping[str, int]:
    """Return how many articles the service and the wire have scored with a bundle, by cell.

    Args:
        database_url: The database; empty means SQLite under ``data``.
        data: Folder of the default database.
        model: The bundle, see `Tagger.counted_as`.
        weeks: How many weeks at most, the last ones with counts.

    Raises:
        DatabaseError: the database does not answer.
        SettingsError: its URL cannot be used, or its tables are of another revision.
    """
    from gaoqian_service.commands.options import opened_database
    from gaoqian_service.errors import ServiceSettingsError
    from gaoqian_service.records.score_counts import read_score_counts

    if not database_url and not (data / "gaoqian.db").is_file():
        raise ServiceSettingsError(
            f"{data / 'gaoqian.db'}: no such database; name the folder with --data or the "
            "database with --database-url"
        )
    with opened_database(database_url, data) as database:
        return read_score_counts(database, model, weeks)
