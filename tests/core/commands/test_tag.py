"""``gaoqian tag``."""

import json
from pathlib import Path

from commandline import run_gaoqian


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
