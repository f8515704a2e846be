"""``gaoqian tag`` that does not come to its end: killed, interrupted, or left by a worker."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from archives import write_archive
from commandline import GAOQIAN, run_gaoqian


def _start(*arguments: str | Path, cwd: Path) -> subprocess.Popen[bytes]:
    """Start the command in a process group of its own, as a shell does."""
    command = [GAOQIAN, *arguments]
    return subprocess.Popen(command, cwd=cwd, stderr=subprocess.PIPE, start_new_session=True)


def _wait_for(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    while not condition():
        assert process.poll() is None, process.communicate()
        time.sleep(0.001)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive that takes a while."""
    folder = tmp_path_factory.mktemp("archive")
    write_archive(folder / "a.jsonl", 5000)
    return folder


@pytest.fixture(scope="module")
def whole(archive: Path, models_folder: Path) -> bytes:
    """What an uninterrupted run writes about the archive."""
    run_gaoqian(
        "tag", "--no-explain", "--models", models_folder, "--output", "whole", "a.jsonl",
        cwd=archive,
    )  # fmt: skip
    return (archive / "whole").read_bytes()


@pytest.mark.parametrize(("jobs", "share"), [("1", 0.0), ("2", 0.0), ("2", 0.4)])
def test_killed_run_is_resumed(
    models_folder: Path, archive: Path, whole: bytes, tmp_path: Path, jobs: str, share: float
) -> None:
    """After SIGKILL, the file becomes byte for byte that of an uninterrupted run."""
    output = tmp_path / "out.jsonl"
    options: list[str | Path] = [
        "tag",
        "a.jsonl",
        "--no-explain",
        "--jobs",
        jobs,
        "--resume",
        "--output",
        output,
        "--models",
        models_folder,
    ]
    with _start(*options, cwd=archive) as process:
        _wait_for(lambda: output.exists() and output.stat().st_size > share * len(whole), process)
        process.kill()
    done = output.read_bytes()
    assert 0 < len(done) < len(whole)
    output.write_bytes(done[:-9])  # as if the kill had come in the middle of a line
    outcome = run_gaoqian(*options, cwd=archive)
    assert outcome.code == 1  # for the broken lines behind that place
    assert output.read_bytes() == whole
    again = run_gaoqian(*options, cwd=archive)
    assert (again.code, again.err) == (0, "")
    assert output.read_bytes() == whole


def test_interrupt_ends_quietly(models_folder: Path, archive: Path, tmp_path: Path) -> None:
    """Ctrl-C reaches all processes; what is written are whole lines, and nobody complains."""
    output = tmp_path / "out.jsonl"
    options: list[str | Path] = [
        "tag",
        "a.jsonl",
        "--jobs",
        "2",
        "--models",
        models_folder,
        "--output",
        output,
    ]
    with _start(*options, cwd=archive) as process:
        _wait_for(lambda: output.exists() and output.stat().st_size, process)
        os.killpg(process.pid, signal.SIGINT)
        _, err = process.communicate()
    assert process.returncode == 1
    assert b"Traceback" not in err
    assert output.read_bytes().endswith(b"}\n")


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="needs to find child processes")
def test_dead_worker_is_one_error(
    models_folder: Path, archive: Path, whole: bytes, tmp_path: Path
) -> None:
    """The error says what happened and how to go on; what is written are whole lines."""
    output = tmp_path / "out.jsonl"
    command: list[str | Path] = [
        "tag",
        "a.jsonl",
        "--no-explain",
        "--jobs",
        "2",
        "--output",
        output,
    ]
    with _start(*command, "--models", models_folder, cwd=archive) as process:
        _wait_for(lambda: output.exists() and output.stat().st_size, process)
        os.kill(_workers(process.pid)[0], signal.SIGKILL)
        _, err = process.communicate()
    assert process.returncode == 1
    (line,) = [each for each in err.decode().splitlines() if "已跳过" not in each]
    assert re.match(r"错误：工作进程意外退出。worker process \d+ died", line)
    assert "--resume" in line
    done = output.read_bytes()
    assert whole.startswith(done)
    assert done.endswith(b"}\n")


def _workers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [
        int(child)
        for child in children
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]
