"""``gaoqian datasets review``."""

import json
import sys
from pathlib import Path

import pytest

from commandline import call_gaoqian, run_gaoqian
from gaoqian import Article
from gaoqian_training.datasets import Dataset, LabelledArticle
from label_faults import LONG, SEED, Flipped, to_line


def test_command_gives_the_same_rows_in_another_process(flipped: Flipped) -> None:
    """With the same seed, each line of standard output is the row of the function."""
    outcome = run_gaoqian("datasets", "review", flipped.path, "--seed", str(SEED))
    assert outcome.code == 0
    rows = [json.loads(line) for line in outcome.out.splitlines()]
    assert rows == json.loads(json.dumps([row.to_dict() for row in flipped.review.rows]))
    assert outcome.err.startswith(f"{len(flipped.dataset.items)} 篇中可疑 {len(rows)} 处")
    assert outcome.err.count("\n") == 1


def test_command_writes_a_file_with_contradictions_first(authored: Dataset, tmp_path: Path) -> None:
    """``--limit`` keeps the most suspicious; what is certain stands before what is likely."""
    path, out = tmp_path / "a.jsonl", tmp_path / "rows.jsonl"
    brief = sorted(authored.items, key=lambda item: len(item.article.body))[:150]
    pair = [
        LabelledArticle(Article(body=LONG, id="x"), frozenset(topics))
        for topics in ([], ["fitness"])
    ]
    path.write_text("".join(map(to_line, [*brief, *pair])), encoding="utf-8")
    outcome = call_gaoqian("datasets", "review", path, "--out", out, "--limit", "4")
    assert (outcome.code, outcome.out) == (0, "")
    rows = [json.loads(line) for line in out.read_text(encoding="utf-8").splitlines()]
    assert [row["reason"] for row in rows] == ["near_duplicates_disagree"] + 3 * ["label_disagrees"]
    assert "近似重复而不同组 near-duplicates without a group 1" in outcome.err


def test_command_does_not_overwrite_the_articles(flipped: Flipped) -> None:
    """``--out`` that names the articles is wrong usage."""
    before = flipped.path.read_bytes()
    outcome = call_gaoqian("datasets", "review", flipped.path, "--out", flipped.path)
    assert outcome.code == 2
    assert "would overwrite the articles" in outcome.err
    assert flipped.path.read_bytes() == before


def test_missing_cleanlab_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line says what to install; the exit code is that of what cannot be used."""
    monkeypatch.setitem(sys.modules, "cleanlab", None)
    outcome = call_gaoqian("datasets", "review")
    assert (outcome.code, outcome.out) == (2, "")
    assert "pip install 'gaoqian[science]'" in outcome.err
    assert outcome.err.count("\n") == 1
