"""A watcher that is killed at any moment loses nothing and enters nothing twice."""

from pathlib import Path

import pytest

from measuring.wire_kill import kill_while_dropping


@pytest.mark.parametrize("jobs", [1, 2])
def test_killed_watcher_loses_nothing(models_folder: Path, tmp_path: Path, jobs: int) -> None:
    """A hundred files of six kinds, half of them written in two pieces, and two kills."""
    report = kill_while_dropping(models_folder, tmp_path, 100, 2, (1.5, 3.0), jobs)
    print(f"\n{report}")  # noqa: T201
    assert report.is_sound, report
