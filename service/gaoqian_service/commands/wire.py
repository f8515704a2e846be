"""``gaoqian wire``: copy that arrives by itself."""

import click


@click.group()
def wire() -> None:
    """收稿：自动打标签并送出。

    Tag and deliver copy as it arrives.
    """
