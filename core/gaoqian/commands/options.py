"""Options shared by several subcommands."""

from pathlib import Path

import click

models_option = click.option(
    "--models",
    type=click.Path(path_type=Path),
    default=Path("models"),
    envvar="GAOQIAN_MODELS",
    show_default=True,
    show_envvar=True,
    help="模型目录 Folder of bundles",
)

model_option = click.option(
    "--model",
    "version",
    envvar="GAOQIAN_MODEL",
    show_envvar=True,
    help="用哪个版本，默认为现用版本 A version instead of the champion",
)

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
