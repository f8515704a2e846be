"""``gaoqian tag``."""

import json
import os
import pty
import subprocess
from pathlib import Path

import pyarrow as pa
import pytest
from pyarrow import parquet

from archives import SAFETY, UNION, write_archive
from commandline import GAOQIAN, call_gaoqian, run_gaoqian
from documents import documents
from gaoqian.readers import read_bytes


def _lines(out: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in out.splitlines()]


def test_files_and_lines_in_input_order(models_folder: Path, tmp_path: Path) -> None:
    """One object a line for every article of every file."""
    (tmp_path / "b.txt").write_text("总工会慰问环卫职工，送去清凉用品。", encoding="gb18030")
    (tmp_path / "a.jsonl").write_text(
        '{"id":"1","body":"消防演练排查隐患"}\n{"id":"2","body":""}\n'
    )
    outcome = run_gaoqian("tag", "b.txt", "a.jsonl", "--models", models_folder, cwd=tmp_path)
    assert (outcome.code, outcome.err) == (0, "不是 UTF-8，已按 gb18030 读 Decoded：b.txt\n")
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


def test_json_lines_on_standard_input(models_folder: Path) -> None:
    """What another command writes is read article by article."""
    lines = '{"id":"1","body":"消防演练排查隐患"}\n{"id":"2","headline":"快讯","body":""}\n'
    outcome = call_gaoqian("tag", "-", "--models", models_folder, stdin=lines.encode())
    assert [(r["id"], r["source"]) for r in _lines(outcome.out)] == [("1", "-:1"), ("2", "-:2")]


def test_every_format(models_folder: Path, tmp_path: Path) -> None:
    """All articles are tagged, and one line a file says what was not UTF-8."""
    count = 0
    for name, data in documents().items():
        (tmp_path / name).write_bytes(data)
        count += len(list(read_bytes(data, name)))
    names = sorted(tmp_path.iterdir())
    target = tmp_path / "tags.jsonl"
    outcome = call_gaoqian("tag", *names, "--models", models_folder, "--output", target)
    results = _lines(target.read_text())
    assert (outcome.code, len(results)) == (0, count)
    assert {r["status"] for r in results} <= {"tagged", "none", "abstained"}
    said = [line.rpartition("/")[2] for line in outcome.err.splitlines()]
    assert said == ["a.txt", "d.html", "g.csv:1", "l.zip:1"]


def test_lone_surrogate_stays_an_escape(models_folder: Path, tmp_path: Path) -> None:
    r"""``\ud800`` can be written as JSON, though not as UTF-8."""
    (tmp_path / "a.jsonl").write_text('{"headline":"坏\\ud800字","body":"消防演练排查隐患"}\n')
    outcome = call_gaoqian("tag", "a.jsonl", "--models", models_folder, cwd=tmp_path)
    assert outcome.code == 0
    assert _lines(outcome.out)[0]["headline"] == "坏\ud800字"


def test_unknown_version_ends_with_2(models_folder: Path) -> None:
    """A version that is not there is wrong usage."""
    outcome = call_gaoqian(
        "tag", "-", "--models", models_folder, "--model", "1999.01.01-1", stdin=b"x"
    )
    assert outcome.code == 2
    assert "1999.01.01-1" in outcome.err


@pytest.mark.parametrize("explain", ["--explain", "--no-explain"])
def test_several_jobs_give_what_one_gives(
    models_folder: Path, tmp_path: Path, explain: str
) -> None:
    """The same bytes on both streams, whichever worker is first, with failures in between."""
    write_archive(tmp_path / "a.jsonl", 900)
    parquet.write_table(pa.table({"body": [SAFETY, None] * 300}), tmp_path / "b.parquet")
    (tmp_path / "c.txt").write_text(UNION)
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
    stdin = SAFETY.encode()
    one = run_gaoqian(*options, cwd=tmp_path, stdin=stdin)
    two = run_gaoqian(*options, "--jobs", "2", cwd=tmp_path, stdin=stdin)
    assert one == two
    assert one.code == 1
    assert one.err.count("a.jsonl:") == 9
    sources = [r["source"] for r in _lines(one.out)]
    assert sources == [
        "c.txt",
        *[f"a.jsonl:{n + 1}" for n in range(900) if n % 100],
        *[f"b.parquet:{n}" for n in range(1, 601)],
        "-",
    ]


def test_output_is_not_overwritten(models_folder: Path, tmp_path: Path) -> None:
    """Without --resume a file with results is left alone, and the error says what to do."""
    (tmp_path / "a.txt").write_text(SAFETY)
    command: list[str | Path] = ["tag", "a.txt", "--models", models_folder, "--output", "out.jsonl"]
    assert call_gaoqian(*command, cwd=tmp_path).out == ""
    before = (tmp_path / "out.jsonl").read_bytes()
    assert json.loads(before)["source"] == "a.txt"
    outcome = call_gaoqian(*command, cwd=tmp_path)
    assert outcome.code == 2
    assert outcome.err.startswith("错误：输出文件无法使用。out.jsonl: holds")
    assert outcome.err.count("\n") == 1
    assert (tmp_path / "out.jsonl").read_bytes() == before


def test_resuming_with_other_inputs(models_folder: Path, tmp_path: Path) -> None:
    """Results of other inputs are not gone on with."""
    (tmp_path / "a.txt").write_text(SAFETY)
    (tmp_path / "b.txt").write_text(UNION)
    command: list[str | Path] = [
        "tag",
        "--models",
        models_folder,
        "--output",
        "out.jsonl",
        "--resume",
    ]
    assert call_gaoqian(*command, "a.txt", cwd=tmp_path).code == 0
    outcome = call_gaoqian(*command, "b.txt", cwd=tmp_path)
    assert outcome.code == 2
    assert "'a.txt', which is in none of the inputs" in outcome.err


@pytest.mark.parametrize(
    ("options", "expected"),
    [(["--resume"], "--resume needs --output"), (["--jobs", "0"], "--jobs")],
    ids=["resume", "jobs"],
)
def test_options_that_make_no_sense(models_folder: Path, options: list[str], expected: str) -> None:
    """Wrong usage is named before anything is read."""
    outcome = call_gaoqian("tag", "-", *options, "--models", models_folder, stdin=b"x")
    assert outcome.code == 2
    assert expected in outcome.err


def test_damaged_bundle_with_several_jobs(bundle_copy: Path, tmp_path: Path) -> None:
    """A damaged bundle is one error, however many workers stumble over it."""
    (bundle_copy / "scorer.joblib").write_bytes(b"x")
    (tmp_path / "a.txt").write_text(SAFETY)
    outcome = run_gaoqian(
        "tag", "a.txt", "--jobs", "2", "--models", bundle_copy.parent, cwd=tmp_path
    )
    assert outcome.code == 2
    assert outcome.err.startswith("错误：模型无法使用。")
    assert outcome.err.count("\n") == 1


def test_progress_on_a_terminal(models_folder: Path, tmp_path: Path) -> None:
    """Whoever watches sees share, rate and time left."""
    write_archive(tmp_path / "a.jsonl", 600)
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
