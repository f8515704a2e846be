"""Prometheus metrics of a running wire."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Histogram, start_http_server

from gaoqian.errors import SettingsError
from gaoqian_service.wire.intake import Taken

#: In seconds: from a story that goes straight through to one whose target was away for a day.
_LAGS = (0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 1800, 7200, 86400)


class WireMetrics:
    """A listener that counts.

    Attributes:
        registry: What Prometheus is shown.
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

    def took(self, taken: Taken) -> None:
        """Count what arrived."""
        for outcome, count in taken.outcomes.items():
            self._arrived.labels(outcome).inc(count)
        self._tagged.inc(taken.tagged)
        self._repeated.inc(taken.outcomes["repeated"])
        self._unreadable.inc(len(taken.failures))

    def moved(self, path: Path, failures: int) -> None:
        """Files are not counted."""

    def delivered(self, target: str, arrived: Sequence[datetime]) -> None:
        """Count deliveries, and how long they took."""
        now = datetime.now(UTC)
        self._delivered.labels(target).inc(len(arrived))
        for moment in arrived:
            self._lag.labels(target).observe(max(0.0, (now - moment).total_seconds()))

    def failed(self, target: str, reason: str, *, dead: int) -> None:
        """Count tries in vain, and what was refused."""
        del reason
        if dead:
            self._dead.labels(target).inc(dead)
        else:
            self._failed.labels(target).inc()

    def waits(self, reason: str) -> None:
        """The database's absence is not counted."""


@contextmanager
def served(metrics: WireMetrics, port: int) -> Iterator[None]:
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
