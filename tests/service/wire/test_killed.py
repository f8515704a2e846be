"""A watcher that is killed at any moment loses nothing and enters nothing twice."""

from pathlib import Path

import pytest

from measuring.wire_kill import kill_while_dropping


@pytest.mark.timeout(900)
def test_killed_watcher_loses_nothing(models_folder: Path, tmp_path: Path) -> None:
    """Two hundred files of six kinds, half of them written in two pieces, and three kills."""
    report = kill_while_dropping(models_folder, tmp_path, 200, 3, (0.4, 1.6))
    print(f"\n{report}")  # noqa: T201
    assert report.is_sound, report
    assert report.between, "no watcher was killed at work"
