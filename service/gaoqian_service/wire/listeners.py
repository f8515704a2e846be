"""Event listeners of the wire commands: a live table or plain lines, and metrics."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

from gaoqian_service.wire.events import Event, EventListener, print_event


@contextmanager
def open_listeners(metrics_port: int | None = None) -> Iterator[EventListener]:
    """Show events on standard error, and serve metrics where a port is given, for a block.

    Raises:
        SettingsError: the port cannot be listened on.
    """
    with ExitStack() as stack:
        listeners: list[EventListener] = []
        if metrics_port is not None:
            from gaoqian_service.wire.prometheus import WireMetrics, serve_metrics

            metrics = WireMetrics()
            stack.enter_context(serve_metrics(metrics, metrics_port))
            listeners.append(metrics.notify)
        if sys.stderr.isatty():
            import stamina

            from gaoqian_service.wire.live import LiveTable, show

            # Its log lines would tear the table; retries are events, too.
            stamina.instrumentation.set_on_retry_hooks(())
            table = LiveTable()
            stack.enter_context(show(table))
            listeners.append(table.notify)
        else:
            listeners.append(print_event)

        def notify(event: Event) -> None:
            for listener in listeners:
                listener(event)

        yield notify
