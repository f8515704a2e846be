"""``gaoqian db``: creating and migrating the database's tables."""

from contextlib import closing
from pathlib import Path

import click

from gaoqian.commands.options import data_option, database_option


@click.group(epilog="例 Example：gaoqian db upgrade")
def db() -> None:
    """建立或升级数据库中的表。

    Make or upgrade the tables of the database.
    """


@db.command(epilog="例 Example：gaoqian db upgrade")
@database_option
@data_option
def upgrade(database_url: str, data: Path) -> None:
    """把表升级到本程序所需的结构，可重复运行。

    Bring the tables to the form that this program needs; can be repeated.
    """
    from gaoqian_service.records.database import open_database
    from gaoqian_service.records.schema import current_revision, upgrade_schema
    from gaoqian_service.settings import database_address

    database = open_database(database_address(database_url, data))
    with closing(database):
        before = current_revision(database)
        upgrade_schema(database)
        after = current_revision(database)
    if before == after:
        click.echo(f"已是最新 Up to date：{after}（{database.name}）")
    else:
        click.echo(f"已升级 Upgraded：{before or '无 none'} → {after}（{database.name}）")
