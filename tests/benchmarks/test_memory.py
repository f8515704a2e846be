"""Watching a command's memory."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from measuring.memory import Run, Sample, family, resident_bytes, watch

pytestmark = pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="Linux's /proc")
_MEGABYTE = 1_000_000


def test_memory_at_a_part_of_the_output() -> None:
    """The highest sample near the part counts, and the nearest where none is near."""
    samples = [Sample(0, 1), Sample(9, 20), Sample(11, 30), Sample(60, 99), Sample(98, 40)]
    run = Run(5.0, 100, [Sample(s.written, s.resident * _MEGABYTE) for s in samples])
    assert run.megabytes_at(0.1) == 30
    assert run.megabytes_at(0.7) == 99
    assert run.megabytes_at(1) == 40
    assert run.peak_megabytes == 99


def test_watch_counts_workers(tmp_path: Path) -> None:
    """Memory that a child holds is seen, and the end of the output is known."""
    output = tmp_path / "out"
    child = "import time; held = bytes(range(256)) * 400_000; time.sleep(0.8)"
    parent = (
        f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}]); "
        f"open({str(output)!r}, 'w').write('done')"
    )
    run = watch([sys.executable, "-c", parent], dict(os.environ), output)
    assert run.peak_megabytes > 102
    assert run.written == 4


def test_watch_refuses_a_failed_command(tmp_path: Path) -> None:
    """A run that failed is no measurement."""
    with pytest.raises(subprocess.CalledProcessError, match="3"):
        watch([sys.executable, "-c", "raise SystemExit(3)"], dict(os.environ), tmp_path / "out")


def test_ended_process_holds_nothing() -> None:
    """A process that ends between two looks is no error."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    assert family(ended.pid) == [ended.pid]
    assert resident_bytes(ended.pid) == 0
