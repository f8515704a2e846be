"""Who is told of the wire's events: a terminal's table or plain lines, and metrics."""

import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path

from gaoqian_service.wire.events import EventListener, Lines
from gaoqian_service.wire.intake import Taken


class EventListeners:
    """Several listeners as one."""

    def __init__(self, listeners: Sequence[EventListener]) -> None:
        self._listeners = tuple(listeners)

    def took(self, taken: Taken) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.took(taken)

    def moved(self, path: Path, failures: int) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.moved(path, failures)

    def delivered(self, target: str, arrived: Sequence[datetime]) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.delivered(target, arrived)

    def failed(self, target: str, reason: str, *, dead: int) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.failed(target, reason, dead=dead)

    def waits(self, reason: str) -> None:
        """Tell all."""
        for listener in self._listeners:
            listener.waits(reason)


@contextmanager
def open_listeners(metrics_port: int | None = None) -> Iterator[EventListener]:
    """Show events on standard error, and serve metrics where a port is given, for a block.

    Raises:
        SettingsError: the port cannot be listened on.
    """
    with ExitStack() as stack:
        listeners: list[EventListener] = []
        if metrics_port is not None:
            from gaoqian_service.wire.prometheus import WireMetrics, served

            metrics = WireMetrics()
            stack.enter_context(served(metrics, metrics_port))
            listeners.append(metrics)
        if sys.stderr.isatty():
            import stamina

            from gaoqian_service.wire.live import LiveTable, shown

            # Its lines would tear the table; what is tried again is told to the listener.
            stamina.instrumentation.set_on_retry_hooks(())
            table = LiveTable()
            stack.enter_context(shown(table))
            listeners.append(table)
        else:
            listeners.append(Lines())
        yield EventListeners(listeners)
