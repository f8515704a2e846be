"""Options that several of the service's subcommands share."""

from pathlib import Path

import click

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
