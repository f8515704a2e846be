"""Worker processes notice the end of their parent."""

import subprocess
import sys
import threading
import time
from pathlib import Path

from gaoqian.parent_watch import on_parent_exit

_PROGRAM = """
import os, sys, time
from multiprocessing import get_context
from pathlib import Path

from gaoqian.parent_watch import on_parent_exit

folder = Path(sys.argv[1])


def end():
    (folder / "ended").touch()
    os._exit(0)


def work():
    on_parent_exit(end)
    (folder / "ready").touch()
    time.sleep(60)


if __name__ == "__main__":
    get_context("spawn").Process(target=work).start()
    time.sleep(60)
"""


def _wait_for(path: Path) -> None:
    deadline = time.monotonic() + 30
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.02)


def test_killed_parent_is_noticed(tmp_path: Path) -> None:
    """The callback runs in a worker process whose parent was killed."""
    program = tmp_path / "program.py"
    program.write_text(_PROGRAM, encoding="utf-8")
    with subprocess.Popen([sys.executable, str(program), str(tmp_path)]) as parent:
        try:
            _wait_for(tmp_path / "ready")
        finally:
            parent.kill()
    _wait_for(tmp_path / "ended")


def test_without_a_parent_nothing_is_watched() -> None:
    """A process that `multiprocessing` did not start gets no watching thread."""
    before = threading.active_count()
    on_parent_exit(lambda: None)
    assert threading.active_count() == before
