"""Options that several of the service's subcommands share."""

from contextlib import AbstractContextManager, closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from gaoqian_service.records.database import Database

database_option = click.option(
    "--database-url",
    default="",
    envvar="GAOQIAN_DATABASE_URL",
    show_envvar=True,
    help="数据库地址，默认为 --data 中的 SQLite Database, SQLite in --data by default",
)

data_option = click.option(
    "--data",
    type=click.Path(path_type=Path),
    default=Path("data"),
    envvar="GAOQIAN_DATA",
    show_default=True,
    show_envvar=True,
    help="数据目录 Folder of the default database",
)


def opened_database(database_url: str, data: Path) -> AbstractContextManager["Database"]:
    """Open the database that a service with these settings uses, for a block."""
    from gaoqian_service.records.schema import prepare_database
    from gaoqian_service.settings import database_address

    return closing(prepare_database(database_address(database_url, data)))
