"""The live table of a running wire."""

from collections import Counter
from datetime import UTC, datetime
from io import StringIO
from typing import Any

from rich.cells import cell_len
from rich.console import Console

from gaoqian.readers import ReadFailure
from gaoqian_service.wire.events import DeliveryFailed, StoriesDelivered, StoriesEntered
from gaoqian_service.wire.intake import IntakeResult
from gaoqian_service.wire.live import LiveTable

_HEADLINE = "全市安全生产大检查今日启动，重点排查工地与商场的消防隐患，" * 3


def _result(*headlines: str) -> IntakeResult:
    outcomes: Counter[Any] = Counter(new=3, repeated=2)
    return IntakeResult(outcomes, (ReadFailure("a.jsonl:4", "no JSON"),), headlines)


def _seen(table: LiveTable, width: int) -> str:
    out = StringIO()
    Console(file=out, width=width).print(table.render())
    return out.getvalue()


def test_the_table_shows_counts_headlines_and_the_last_error() -> None:
    """In lines that are cut to the terminal's width, at the rate of the last seconds."""
    now = [100.0]
    table = LiveTable(lambda: now[0])
    table.notify(StoriesEntered(_result("旧闻", _HEADLINE)))
    table.notify(StoriesDelivered("folder:out", [datetime.now(UTC)] * 4))
    now[0] += 5
    seen = _seen(table, 100)
    for said in ("新 new", "重复 repeated", "送达 delivered", "读不了", "0.5", "旧闻", "a.jsonl:4"):
        assert said in seen
    assert _HEADLINE not in seen
    assert "…" in seen
    assert max(cell_len(line) for line in seen.splitlines()) <= 100
    now[0] += 20
    table.notify(DeliveryFailed("webhook:desk", "answered 503, expected 2xx"))
    later = _seen(table, 100)
    assert "0.0" in later
    assert "answered 503" in later
    assert "no JSON" not in later


def test_headlines_are_no_markup() -> None:
    """Brackets of a headline are shown, not obeyed."""
    table = LiveTable()
    table.notify(StoriesEntered(_result("[red]快讯[/] [图]")))
    assert "[red]快讯[/] [图]" in _seen(table, 80)
