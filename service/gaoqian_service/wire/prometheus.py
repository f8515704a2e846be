"""Prometheus metrics of a running wire."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server

from gaoqian.errors import SettingsError
from gaoqian_service.wire.events import DeliveryFailed, Event, StoriesDelivered, StoriesEntered

#: In seconds: from a story that goes straight through to one whose target was away for a day.
_LAGS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86400)


class WireMetrics:
    """Listener that counts events.

    Attributes:
        registry: The metrics to expose.
    """

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._arrived = self._counter("arrived", "到达的稿件 Stories that arrived", "fate")
        self._tagged = self._counter("tagged", "打过标签的稿件 Stories tagged")
        self._repeated = self._counter("repeated", "重复到达 Arrived before")
        self._unreadable = self._counter("unreadable", "读不了的 Inputs that cannot be read")
        self._delivered = self._counter("delivered", "送达 Deliveries", "target")
        self._failed = self._counter("failed", "没送到的尝试 Tries in vain", "target")
        self._dead = self._counter("dead", "被拒收的 Deliveries refused for good", "target")
        self._lag = Histogram(
            "gaoqian_wire_lag_seconds",
            "从到达到送达的秒数 Seconds from arrival to delivery",
            ["target"],
            buckets=_LAGS,
            registry=self.registry,
        )

    def _counter(self, name: str, meaning: str, *labels: str) -> Counter:
        return Counter(f"gaoqian_wire_{name}", meaning, labels, registry=self.registry)

    def notify(self, event: Event) -> None:
        """Count stories and deliveries, and measure the lag."""
        match event:
            case StoriesEntered(result):
                for outcome, count in result.outcomes.items():
                    self._arrived.labels(outcome).inc(count)
                self._tagged.inc(result.tagged)
                self._repeated.inc(result.outcomes["repeated"])
                self._unreadable.inc(len(result.failures))
            case StoriesDelivered(target, arrived):
                now = datetime.now(UTC)
                self._delivered.labels(target).inc(len(arrived))
                for moment in arrived:
                    self._lag.labels(target).observe(max(0.0, (now - moment).total_seconds()))
            case DeliveryFailed(target, _, dead) if dead:
                self._dead.labels(target).inc(dead)
            case DeliveryFailed(target):
                self._failed.labels(target).inc()


@contextmanager
def serve_metrics(metrics: WireMetrics, port: int) -> Iterator[None]:
    """Serve ``/metrics`` on loopback as long as the block lasts.

    Raises:
        SettingsError: the port is taken, or may not be used.
    """
    try:
        server, thread = start_http_server(port, "127.0.0.1", metrics.registry)
    except OSError as error:
        raise SettingsError(
            f"port {port}: cannot be listened on: {error.strerror or error}"
        ) from error
    try:
        yield
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
