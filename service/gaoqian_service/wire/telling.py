"""Who is told of the wire's events: a terminal's table or plain lines, and metrics."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from gaoqian_service.wire.intake import Taken
from gaoqian_service.wire.journal import Journal, Lines


class Journals:
    """Several journals as one."""

    def __init__(self, journals: Sequence[Journal]) -> None:
        self._journals = tuple(journals)

    def took(self, taken: Taken) -> None:
        """Tell all."""
        for journal in self._journals:
            journal.took(taken)

    def moved(self, path: Path, failures: int) -> None:
        """Tell all."""
        for journal in self._journals:
            journal.moved(path, failures)

    def delivered(self, target: str, arrived: Sequence[datetime]) -> None:
        """Tell all."""
        for journal in self._journals:
            journal.delivered(target, arrived)

    def failed(self, target: str, reason: str, *, dead: int) -> None:
        """Tell all."""
        for journal in self._journals:
            journal.failed(target, reason, dead=dead)

    def waits(self, reason: str) -> None:
        """Tell all."""
        for journal in self._journals:
            journal.waits(reason)


@contextmanager
def opened_journal(metrics_port: int | None = None) -> Iterator[Journal]:
    """Show events on standard error, and serve metrics where a port is given, for a block.

    Raises:
        SettingsError: the port cannot be listened on.
    """
    with ExitStack() as stack:
        journals: list[Journal] = []
        if metrics_port is not None:
            from gaoqian_service.wire.metrics import WireMetrics, served

            metrics = WireMetrics()
            stack.enter_context(served(metrics, metrics_port))
            journals.append(metrics)
        if sys.stderr.isatty():
            import stamina

            from gaoqian_service.wire.live import LiveTable, shown

            # Its lines would tear the table; what is tried again is told to the journal.
            stamina.instrumentation.set_on_retry_hooks(())
            table = LiveTable()
            stack.enter_context(shown(table))
            journals.append(table)
        else:
            journals.append(Lines())
        yield Journals(journals)
