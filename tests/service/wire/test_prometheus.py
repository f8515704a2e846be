"""The metrics of a running wire."""

import socket
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from gaoqian.readers import ReadFailure
from gaoqian_service.wire.events import (
    DeliveryFailed,
    FileMoved,
    StoriesDelivered,
    StoriesEntered,
)
from gaoqian_service.wire.intake import IntakeResult
from gaoqian_service.wire.prometheus import WireMetrics, serve_metrics


def _result(*headlines: str) -> IntakeResult:
    outcomes: Counter[Any] = Counter(new=3, repeated=2)
    return IntakeResult(outcomes, (ReadFailure("a.jsonl:4", "no JSON"),), headlines)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def test_metrics_are_served() -> None:
    """All that the listener was told, as Prometheus reads it."""
    metrics = WireMetrics()
    metrics.notify(StoriesEntered(_result()))
    metrics.notify(StoriesDelivered("desk", [datetime.now(UTC) - timedelta(seconds=3)] * 2))
    metrics.notify(DeliveryFailed("desk", "away"))
    metrics.notify(DeliveryFailed("desk", "refused", dead=1))
    metrics.notify(FileMoved(Path("a.txt"), 0))
    port = _free_port()
    with serve_metrics(metrics, port), urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    for line in (
        "# HELP gaoqian_wire_delivered_total 送达 Deliveries",
        'gaoqian_wire_arrived_total{fate="new"} 3.0',
        "gaoqian_wire_tagged_total 3.0",
        "gaoqian_wire_repeated_total 2.0",
        "gaoqian_wire_unreadable_total 1.0",
        'gaoqian_wire_delivered_total{target="desk"} 2.0',
        'gaoqian_wire_failed_total{target="desk"} 1.0',
        'gaoqian_wire_dead_total{target="desk"} 1.0',
        'gaoqian_wire_lag_seconds_bucket{le="2.5",target="desk"} 0.0',
        'gaoqian_wire_lag_seconds_bucket{le="5.0",target="desk"} 2.0',
    ):
        assert line in lines
