"""``gaoqian tag`` that does not come to its end: killed, interrupted, or left by a worker."""

import os
import re
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

from archives import write_archive
from commandline import GAOQIAN, run_gaoqian

#: Seconds after which a run hangs; nothing here takes a tenth of that.
_TIMEOUT = 120

#: Bytes of an outcome that no pipe takes at once, so that its writer waits for the reader.
_LARGE = 1 << 18

_needs_proc = pytest.mark.skipif(
    not Path("/proc/self/task").exists(), reason="needs to find child processes"
)


@contextmanager
def _started(*arguments: str | Path, cwd: Path) -> Iterator[subprocess.Popen[bytes]]:
    """Start the command in a process group of its own, as a shell does; none of it outlives."""
    command = [GAOQIAN, *arguments]
    with subprocess.Popen(
        command, cwd=cwd, stderr=subprocess.PIPE, start_new_session=True
    ) as process:
        try:
            yield process
        finally:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, signal.SIGKILL)


def _wait_for(condition: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + _TIMEOUT
    while not condition():
        assert process.poll() is None, process.communicate()
        assert time.monotonic() < deadline, f"{condition} did not come true in {_TIMEOUT} s"
        time.sleep(0.001)


def _end(process: subprocess.Popen[bytes]) -> str:
    """Wait for the end and return what was printed on standard error."""
    try:
        _, err = process.communicate(timeout=_TIMEOUT)
    except subprocess.TimeoutExpired:
        pytest.fail(f"'gaoqian tag' hangs: it did not end in {_TIMEOUT} s")
    return err.decode()


@pytest.fixture(autouse=True, scope="module")
def _heeding_interrupts() -> Iterator[None]:
    """Let commands heed Ctrl-C also where the tests run in the background, which ignores it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with an archive of several tasks for each of two workers."""
    folder = tmp_path_factory.mktemp("archive")
    write_archive(folder / "a.jsonl", 7200)
    return folder


@pytest.fixture(scope="module")
def whole(archive: Path, models_folder: Path) -> bytes:
    """What an uninterrupted run writes about the archive."""
    run_gaoqian("tag", "--models", models_folder, "--output", "whole", "a.jsonl", cwd=archive)
    return (archive / "whole").read_bytes()


@pytest.mark.parametrize(("jobs", "later", "share"), [("1", "2", 0.0), ("2", "1", 0.4)])
def test_killed_run_is_resumed(
    models_folder: Path,
    archive: Path,
    whole: bytes,
    tmp_path: Path,
    jobs: str,
    later: str,
    share: float,
) -> None:
    """After SIGKILL, the file becomes byte for byte that of an uninterrupted run."""
    output = tmp_path / "out.jsonl"
    options: list[str | Path] = ["tag", "a.jsonl", "--resume", "--output", output]
    options += ["--models", models_folder]
    with _started(*options, "--jobs", jobs, cwd=archive) as process:
        _wait_for(lambda: output.exists() and output.stat().st_size > share * len(whole), process)
        process.kill()
        _end(process)  # comes only once all workers have ended, since they share the stream
    done = output.read_bytes()
    assert 0 < len(done) < len(whole)
    output.write_bytes(done[:-9])  # as if the kill had come in the middle of a line
    outcome = run_gaoqian(*options, "--jobs", later, cwd=archive)
    assert outcome.code == 1  # for the broken lines behind that place
    assert output.read_bytes() == whole


def test_finished_run_is_resumed(
    models_folder: Path, archive: Path, whole: bytes, tmp_path: Path
) -> None:
    """Nothing is left to do, and nothing is written or said."""
    output = tmp_path / "out.jsonl"
    output.write_bytes(whole)
    outcome = run_gaoqian(
        "tag", "a.jsonl", "--resume", "--output", output, "--models", models_folder, cwd=archive
    )
    assert (outcome.code, outcome.err) == (0, "")
    assert output.read_bytes() == whole


def _starting(process: subprocess.Popen[bytes], output: Path) -> list[int]:
    """Wait until workers are being started."""
    _wait_for(lambda: output.exists() and _workers(process.pid), process)
    return _workers(process.pid)


def _tagging(process: subprocess.Popen[bytes], output: Path) -> list[int]:
    """Wait until results are there."""
    _wait_for(lambda: output.exists() and output.stat().st_size, process)
    return _workers(process.pid)


def _writing(process: subprocess.Popen[bytes], output: Path) -> list[int]:
    """Stop the parent until its workers, each at a task, wait for it to read the outcome."""
    workers = _tagging(process, output)
    process.send_signal(signal.SIGSTOP)
    _wait_for(lambda: _keep_sleeping(workers), process)
    return workers


@_needs_proc
@pytest.mark.parametrize("moment", [_starting, _tagging, _writing])
def test_interrupt_ends_quietly(
    models_folder: Path,
    archive: Path,
    whole: bytes,
    tmp_path: Path,
    moment: Callable[[subprocess.Popen[bytes], Path], list[int]],
) -> None:
    """Ctrl-C reaches all processes; what is written are whole lines, and nobody complains."""
    output = tmp_path / "out.jsonl"
    command: list[str | Path] = ["tag", "a.jsonl", "--jobs", "2", "--output", output]
    with _started(*command, "--models", models_folder, cwd=archive) as process:
        workers = moment(process, output)
        os.killpg(process.pid, signal.SIGINT)
        os.killpg(process.pid, signal.SIGCONT)
        err = _end(process)
        assert not any(map(_lives, workers))
    assert process.returncode == 1
    assert "Traceback" not in err
    _require_whole_lines(output, whole, moment is not _starting)


@_needs_proc
@pytest.mark.parametrize(
    ("moment", "which"), [(_starting, 0), (_tagging, 0), (_writing, 0), (_writing, 1)]
)
def test_dead_worker_is_one_error(
    models_folder: Path,
    archive: Path,
    whole: bytes,
    tmp_path: Path,
    moment: Callable[[subprocess.Popen[bytes], Path], list[int]],
    which: int,
) -> None:
    """The error says what happened and how to go on; what is written are whole lines."""
    output = tmp_path / "out.jsonl"
    command: list[str | Path] = ["tag", "a.jsonl", "--jobs", "2", "--output", output]
    with _started(*command, "--models", models_folder, cwd=archive) as process:
        workers = moment(process, output)
        os.kill(workers[which], signal.SIGKILL)
        process.send_signal(signal.SIGCONT)
        err = _end(process)
        assert not any(map(_lives, workers))
    assert process.returncode == 1
    (line,) = [each for each in err.splitlines() if "已跳过" not in each]
    assert re.match(rf"错误：工作进程意外退出。worker process {workers[which]} died", line)
    assert "--resume" in line
    _require_whole_lines(output, whole, moment is not _starting)


def _require_whole_lines(output: Path, whole: bytes, begun: bool) -> None:
    done = output.read_bytes()
    assert whole.startswith(done)
    assert len(done) < len(whole)
    if begun:
        assert done.endswith(b"}\n")
        assert len(done) > _LARGE  # at least one outcome, and as large as it must be for `_writing`
    else:
        assert done == b""


def _workers(parent: int) -> list[int]:
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [
        int(child)
        for child in children
        if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()
    ]


def _lives(process: int) -> bool:
    return Path(f"/proc/{process}").exists()


def _keep_sleeping(processes: list[int]) -> bool:
    """Return whether all sleep at each of 20 looks; at one, it may be for want of a page."""
    for _ in range(20):
        if not all(map(_sleeps, processes)):
            return False
        time.sleep(0.01)
    return True


def _sleeps(process: int) -> bool:
    stat = Path(f"/proc/{process}/stat").read_text()
    return stat.rpartition(")")[2].split()[0] == "S"
