"""Progress bars on standard error, on a terminal only."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Protocol

from gaoqian.progress import Progress, no_progress


class BulkProgress(Protocol):
    """Callback for the amount done since the last call."""

    def __call__(self, size: int, articles: int) -> None:
        """Show that ``size`` more bytes with ``articles`` articles are done."""


@contextmanager
def progress_bar(label: str) -> Iterator[Progress]:
    """Show a bar with count and time on a terminal, and nothing elsewhere.

    Args:
        label: Name of the activity.
    """
    if not sys.stderr.isatty():
        yield no_progress
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn(label),
        progress.BarColumn(),
        progress.MofNCompleteColumn(),
        progress.TimeElapsedColumn(),
    )
    with progress.Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=None)
        yield lambda done, total=None: bar.update(task, completed=done, total=total)


@contextmanager
def bulk_progress_bar(label: str, total: int | None) -> Iterator[BulkProgress]:
    """Show share done, articles, rate and time left on a terminal, and nothing elsewhere.

    Args:
        label: Name of the activity.
        total: Total size in bytes; None if unknown.
    """
    if not sys.stderr.isatty():
        yield lambda size, articles: None
        return
    from rich import progress
    from rich.console import Console

    columns = (
        progress.TextColumn(label),
        progress.BarColumn(),
        progress.TaskProgressColumn(),
        progress.TextColumn("{task.fields[pace]}"),
    )
    with progress.Progress(*columns, console=Console(stderr=True)) as bar:
        task = bar.add_task(label, total=total, pace="")
        pace = Pace(total)

        def advance(size: int, articles: int) -> None:
            pace.advance(size, articles, bar.tasks[task].elapsed or 0)
            bar.update(task, completed=pace.done, pace=str(pace))

        yield advance


class Pace:
    """Amount done, rate and remaining time of a bulk run.

    Portions of a resumed run that were done before count as done, but not for the rate.
    """

    def __init__(self, total: int | None) -> None:
        self.done = 0
        self._total = total
        self._worked_bytes = 0
        self._articles = 0
        self._seconds = 0.0

    def advance(self, size: int, articles: int, seconds: float) -> None:
        """Add the amount done since the last call; ``seconds`` is the time since the start."""
        self.done += size
        self._worked_bytes += size if articles else 0
        self._articles += articles
        self._seconds = seconds

    def __str__(self) -> str:
        rate = self._articles / self._seconds if self._seconds else 0
        text = f"{self._articles:,} 篇 articles｜{rate:,.0f} 篇/秒 a second"
        if self._total is None or not self._worked_bytes:
            return text
        left = max(0, self._total - self.done) * self._seconds / self._worked_bytes
        return f"{text}｜还需 left {timedelta(seconds=round(left))}"
