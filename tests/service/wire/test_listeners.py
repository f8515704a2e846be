"""What a running wire tells: its table, its metrics."""

import socket
from collections import Counter
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from rich.cells import cell_len
from rich.console import Console

from gaoqian import SettingsError
from gaoqian.readers import ReadFailure
from gaoqian_service.wire.intake import Taken
from gaoqian_service.wire.listeners import open_listeners
from gaoqian_service.wire.live import LiveTable
from gaoqian_service.wire.prometheus import WireMetrics, served

_HEADLINE = "全市安全生产大检查今日启动，重点排查工地与商场的消防隐患，" * 3


def _taken(*headlines: str) -> Taken:
    outcomes: Counter[Any] = Counter(new=3, repeated=2)
    return Taken(outcomes, (ReadFailure("a.jsonl:4", "no JSON"),), headlines)


def _seen(table: LiveTable, width: int) -> str:
    out = StringIO()
    Console(file=out, width=width).print(table.render())
    return out.getvalue()


def test_the_table_shows_counts_headlines_and_the_last_error() -> None:
    """In lines that are cut to the terminal's width, at the rate of the last seconds."""
    now = [100.0]
    table = LiveTable(lambda: now[0])
    table.took(_taken("旧闻", _HEADLINE))
    table.delivered("folder:out", [datetime.now(UTC)] * 4)
    now[0] += 5
    seen = _seen(table, 100)
    for said in ("新 new", "重复 repeated", "送达 delivered", "读不了", "0.5", "旧闻", "a.jsonl:4"):
        assert said in seen
    assert _HEADLINE not in seen
    assert "…" in seen
    assert max(cell_len(line) for line in seen.splitlines()) <= 100
    now[0] += 20
    table.failed("webhook:desk", "answered 503, expected 2xx", dead=0)
    later = _seen(table, 100)
    assert "0.0" in later
    assert "answered 503" in later
    assert "no JSON" not in later


def test_headlines_are_no_markup() -> None:
    """Brackets of a headline are shown, not obeyed."""
    table = LiveTable()
    table.took(_taken("[red]快讯[/] [图]"))
    assert "[red]快讯[/] [图]" in _seen(table, 80)


def _free_port() -> int:
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        port: int = listening.getsockname()[1]
        return port


def test_metrics_are_served() -> None:
    """All that the listener was told, as Prometheus reads it."""
    metrics = WireMetrics()
    metrics.took(_taken())
    metrics.delivered("desk", [datetime.now(UTC) - timedelta(seconds=3)] * 2)
    metrics.failed("desk", "away", dead=0)
    metrics.failed("desk", "refused", dead=1)
    metrics.moved(Path("a.txt"), 0)
    port = _free_port()
    with served(metrics, port), urlopen(f"http://127.0.0.1:{port}/metrics") as answer:
        lines = answer.read().decode().splitlines()
    for line in (
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


def test_a_taken_port_is_one_error() -> None:
    """It names the port."""
    with socket.socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        port = listening.getsockname()[1]
        with pytest.raises(SettingsError, match=f"port {port}"), open_listeners(port):
            pass


def test_without_a_terminal_there_are_lines(capsys: pytest.CaptureFixture[str]) -> None:
    """One for each event, and no headline."""
    with open_listeners() as listener:
        listener.took(_taken("标题"))
        listener.delivered("folder:out", [datetime.now(UTC)])
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert "\x1b" not in "".join(lines)
    assert "标题" not in "".join(lines)
