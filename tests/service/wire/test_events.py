"""Events of the wire, as lines."""

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from gaoqian.readers import ReadFailure
from gaoqian_service.wire.events import (
    DatabaseUnavailable,
    DeliveryFailed,
    Event,
    FileMoved,
    StoriesDelivered,
    StoriesEntered,
    print_event,
)
from gaoqian_service.wire.intake import IntakeResult

_COUNTS: Counter[Any] = Counter(late=1, new=2)
_FAILURE = ReadFailure("a.jsonl:4", "no JSON")


@pytest.mark.parametrize(
    ("event", "lines"),
    [
        (
            StoriesEntered(IntakeResult(_COUNTS, (_FAILURE,), ("标题",))),
            [
                "读不了 Unreadable：a.jsonl:4: no JSON",
                "收到 Arrived：3 篇（新 new 2、迟到 late 1）",
            ],
        ),
        (StoriesEntered(IntakeResult(Counter(), (), ())), []),
        (FileMoved(Path("_ERROR/a.txt"), 2), ["有 2 处读不了，文件已移到 Moved：_ERROR/a.txt"]),
        (FileMoved(Path("_PROCESSED/a.txt"), 0), []),
        (StoriesDelivered("desk", [datetime.now(UTC)]), ["送达 Delivered：1 篇 → desk"]),
        (DeliveryFailed("desk", "gone"), ["暂时送不到，稍后再送 Away：desk：gone"]),
        (DeliveryFailed("desk", "no", dead=3), ["拒收 3 篇 Refused：desk：no"]),
        (DatabaseUnavailable("x"), ["数据库暂时无法使用，稍后再试 Waiting：x"]),
    ],
)
def test_lines_of_an_event(
    event: Event, lines: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """One for each event that somebody may want to look into; no text of a story."""
    print_event(event)
    assert capsys.readouterr().err.splitlines() == lines
