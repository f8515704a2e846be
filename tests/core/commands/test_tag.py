"""``gaoqian tag``."""

import json
import os
import pty
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from commandline import GAOQIAN, run_gaoqian

_SAFETY = "消防站的队员逐户检查电线，教老人用灭火毯。"
_UNION = "总工会慰问环卫职工，送去清凉用品。"


def _lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_files_and_lines_in_input_order(models_folder: Path, tmp_path: Path) -> None:
    """One object a line for every article of every file."""
    (tmp_path / "b.txt").write_text("总工会慰问环卫职工，送去清凉用品。", encoding="gb18030")
    (tmp_path / "a.jsonl").write_text(
        '{"id":"1","body":"消防演练排查隐患"}\n{"id":"2","body":""}\n'
    )
    outcome = run_gaoqian("tag", "b.txt", "a.jsonl", "--models", models_folder, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "")
    results = _lines(outcome.out)
    assert [r["source"] for r in results] == ["b.txt", "a.jsonl:1", "a.jsonl:2"]
    assert [r["status"] for r in results] == ["tagged", "tagged", "abstained"]
    assert results[2]["reason"] == "too_short"


def test_bad_input_is_named_and_the_rest_goes_on(models_folder: Path, tmp_path: Path) -> None:
    """One error line each, exit code 1, every other article tagged."""
    (tmp_path / "a.jsonl").write_text('{"id":\n{"id":"2","body":"消防演练排查隐患"}\n')
    outcome = run_gaoqian("tag", "gone.txt", "a.jsonl", "--models", models_folder, cwd=tmp_path)
    assert outcome.code == 1
    assert [r["id"] for r in _lines(outcome.out)] == ["2"]
    assert "gone.txt: cannot be read" in outcome.err
    assert "a.jsonl:1: no JSON" in outcome.err
    assert "Traceback" not in outcome.err


def test_standard_input_without_evidence(models_folder: Path) -> None:
    """A text on standard input is one article."""
    text = "总工会慰问环卫职工，送去清凉用品。".encode()
    outcome = run_gaoqian("tag", "-", "--no-explain", "--models", models_folder, stdin=text)
    (result,) = _lines(outcome.out)
    assert result["source"] == "-"
    assert result["tags"][0]["evidence"] == []  # type: ignore[index]


def test_lone_surrogate_stays_an_escape(models_folder: Path, tmp_path: Path) -> None:
    r"""``\ud800`` can be written as JSON, though not as UTF-8."""
    (tmp_path / "a.jsonl").write_text('{"headline":"坏\\ud800字","body":"消防演练排查隐患"}\n')
    outcome = run_gaoqian("tag", "a.jsonl", "--models", models_folder, cwd=tmp_path)
    assert outcome.code == 0
    assert _lines(outcome.out)[0]["headline"] == "坏\ud800字"


def test_unknown_version_ends_with_2(models_folder: Path) -> None:
    """A version that is not there is wrong usage."""
    outcome = run_gaoqian(
        "tag", "-", "--models", models_folder, "--model", "1999.01.01-1", stdin=b"x"
    )
    assert outcome.code == 2
    assert "1999.01.01-1" in outcome.err


def _write_lines(path: Path, count: int) -> None:
    """Write an archive in which every hundredth line is broken."""
    lines = [
        json.dumps({"id": n, "headline": f"第{n}篇", "body": (_SAFETY, _UNION)[n % 2] * (n % 7)})
        for n in range(count)
    ]
    lines[::100] = ["{"] * len(lines[::100])
    path.write_text("\n".join(lines) + "\n")


@pytest.mark.parametrize("explain", ["--explain", "--no-explain"])
def test_several_jobs_give_what_one_gives(
    models_folder: Path, tmp_path: Path, explain: str
) -> None:
    """The same bytes on both streams, whichever worker is first, with failures in between."""
    _write_lines(tmp_path / "a.jsonl", 1500)
    parquet.write_table(pa.table({"body": [_SAFETY, None] * 400}), tmp_path / "b.parquet")
    (tmp_path / "c.txt").write_text(_UNION)
    options: list[str | Path] = [
        "tag",
        explain,
        "c.txt",
        "a.jsonl",
        "gone.txt",
        "b.parquet",
        "-",
        "--models",
        models_folder,
    ]
    stdin = _SAFETY.encode()
    one = run_gaoqian(*options, cwd=tmp_path, stdin=stdin)
    two = run_gaoqian(*options, "--jobs", "2", cwd=tmp_path, stdin=stdin)
    assert one == two
    assert one.code == 1
    assert one.err.count("a.jsonl:") == 15
    sources = [r["source"] for r in _lines(one.out)]
    assert sources == [
        "c.txt",
        *[f"a.jsonl:{n + 1}" for n in range(1500) if n % 100],
        *[f"b.parquet:{n}" for n in range(1, 801)],
        "-",
    ]


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
    _write_lines(folder / "a.jsonl", 8000)
    return folder


@pytest.fixture(scope="module")
def whole(archive: Path, models_folder: Path) -> bytes:
    """What an uninterrupted run writes about the archive."""
    run_gaoqian(
        "tag", "--no-explain", "--models", models_folder, "--output", "whole", "a.jsonl",
        cwd=archive,
    )  # fmt: skip
    return (archive / "whole").read_bytes()


@pytest.mark.parametrize(("jobs", "share"), [("1", 0.0), ("2", 0.0), ("2", 0.6)])
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
    assert line.startswith("错误：工作进程意外退出。one of 2 worker processes died")
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


def test_output_is_not_overwritten(models_folder: Path, tmp_path: Path) -> None:
    """Without --resume a file with results is left alone, and the error says what to do."""
    (tmp_path / "a.txt").write_text(_SAFETY)
    command: list[str | Path] = ["tag", "a.txt", "--models", models_folder, "--output", "out.jsonl"]
    assert run_gaoqian(*command, cwd=tmp_path).out == ""
    before = (tmp_path / "out.jsonl").read_bytes()
    assert json.loads(before)["source"] == "a.txt"
    outcome = run_gaoqian(*command, cwd=tmp_path)
    assert outcome.code == 2
    assert outcome.err.startswith("错误：输出文件无法使用。out.jsonl: holds")
    assert outcome.err.count("\n") == 1
    assert (tmp_path / "out.jsonl").read_bytes() == before


def test_resuming_with_other_inputs(models_folder: Path, tmp_path: Path) -> None:
    """Results of other inputs are not gone on with."""
    (tmp_path / "a.txt").write_text(_SAFETY)
    (tmp_path / "b.txt").write_text(_UNION)
    command: list[str | Path] = [
        "tag",
        "--models",
        models_folder,
        "--output",
        "out.jsonl",
        "--resume",
    ]
    assert run_gaoqian(*command, "a.txt", cwd=tmp_path).code == 0
    outcome = run_gaoqian(*command, "b.txt", cwd=tmp_path)
    assert outcome.code == 2
    assert "'a.txt', which is in none of the inputs" in outcome.err


@pytest.mark.parametrize(
    ("options", "expected"),
    [(["--resume"], "--resume needs --output"), (["--jobs", "0"], "--jobs")],
    ids=["resume", "jobs"],
)
def test_options_that_make_no_sense(models_folder: Path, options: list[str], expected: str) -> None:
    """Wrong usage is named before anything is read."""
    outcome = run_gaoqian("tag", "-", *options, "--models", models_folder, stdin=b"x")
    assert outcome.code == 2
    assert expected in outcome.err


def test_damaged_bundle_with_several_jobs(bundle_copy: Path, tmp_path: Path) -> None:
    """A damaged bundle is one error, however many workers stumble over it."""
    (bundle_copy / "scorer.joblib").write_bytes(b"x")
    (tmp_path / "a.txt").write_text(_SAFETY)
    outcome = run_gaoqian(
        "tag", "a.txt", "--jobs", "2", "--models", bundle_copy.parent, cwd=tmp_path
    )
    assert outcome.code == 2
    assert outcome.err.startswith("错误：模型无法使用。")
    assert outcome.err.count("\n") == 1


def test_progress_on_a_terminal(models_folder: Path, tmp_path: Path) -> None:
    """Whoever watches sees share, rate and time left."""
    _write_lines(tmp_path / "a.jsonl", 600)
    ours, theirs = pty.openpty()
    command: list[str | Path] = [
        GAOQIAN,
        "tag",
        "a.jsonl",
        "--models",
        models_folder,
        "--output",
        "out.jsonl",
    ]
    environment = os.environ | {"COLUMNS": "120", "TERM": "xterm"}
    with subprocess.Popen(command, cwd=tmp_path, stderr=theirs, env=environment) as process:
        os.close(theirs)
        shown = b""
        while block := _read(ours):
            shown += block
    os.close(ours)
    assert process.returncode == 1
    text = shown.decode(errors="replace")
    assert "100%" in text
    assert "594 篇 articles" in text
    assert "篇/秒 a second" in text
    assert "还需 left 0:00:00" in text


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 65536)
    except OSError:  # how Linux says that the other side is closed
        return b""
