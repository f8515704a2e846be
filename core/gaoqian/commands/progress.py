"""Progress on standard error, where a person is watching it."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Protocol


class Progress(Protocol):
    """Takes what is done and, if it is known, how much there is."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Show that ``done`` of ``total`` is done."""


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Show a bar with rate and time on a terminal, and nothing anywhere else.

    Args:
        label: What is going on.
    """
    from rich import progress
    from rich.console import Console

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda done, total=None: None
        return
    columns = (
        progress.TextColumn(label),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
    )
    with progress.Progress(*columns, console=console) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total=None: bar.update(task, completed=done, total=total)
