"""Options and arguments that several of training's subcommands share."""

from pathlib import Path

import click

paths_argument = click.argument(
    "paths", nargs=-1, type=click.Path(exists=True, path_type=Path), metavar="文件或目录…"
)

taxonomy_option = click.option(
    "--taxonomy",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="分类表（TOML），默认用自带的 Taxonomy file",
)
