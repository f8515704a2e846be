"""Options that several subcommands share."""

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
