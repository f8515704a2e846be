"""Which listeners the wire commands have."""

import socket
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest

from gaoqian import SettingsError
from gaoqian.readers import ReadFailure
from gaoqian_service.wire.events import StoriesDelivered, StoriesEntered
from gaoqian_service.wire.intake import IntakeResult
from gaoqian_service.wire.listeners import open_listeners


def _result(*headlines: str) -> IntakeResult:
    outcomes: Counter[Any] = Counter(new=3, repeated=2)
    return IntakeResult(outcomes, (ReadFailure("a.jsonl:4", "no JSON"),), headlines)


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
        listener(StoriesEntered(_result("标题")))
        listener(StoriesDelivered("folder:out", [datetime.now(UTC)]))
    lines = capsys.readouterr().err.splitlines()
    assert len(lines) == 3
    assert "\x1b" not in "".join(lines)
    assert "标题" not in "".join(lines)
