"""The database of the service's subcommands, opened by their options."""

from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gaoqian_service.records.database import Database


def opened_database(database_url: str, data: Path) -> AbstractContextManager["Database"]:
    """Open the database that a service with these settings uses, and close it after the block."""
    from gaoqian_service.records.schema import prepare_database
    from gaoqian_service.settings import database_address

    return closing(prepare_database(database_address(database_url, data)))
