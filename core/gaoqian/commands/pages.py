"""``gaoqian pages``: newspaper pages in, articles out."""

import click


@click.command()
def pages() -> None:
    """把报纸版面切成稿件。

    Cut newspaper pages into articles.
    """
