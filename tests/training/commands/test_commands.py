"""``gaoqian train``, ``evaluate`` and ``models``."""

import json
from pathlib import Path

import pytest

from commandline import run_gaoqian
from gaoqian import ModelStore
from gaoqian_training.datasets import authored_articles


def test_train_evaluate_list_promote(tmp_path: Path) -> None:
    """A house's own words and data, from nothing to a promoted second version."""
    words = tmp_path / "words.txt"
    words.write_text("户外劳动者驿站\n", encoding="utf-8")
    data = authored_articles()[0].parent
    options: list[str | Path] = ["--out", tmp_path / "m", "--no-selection"]
    first = run_gaoqian("train", "--data", data, "--user-dict", words, *options)
    assert (first.code, first.err) == (0, "")
    assert "安全" in first.out
    store = ModelStore(tmp_path / "m")
    (one,) = store.versions()
    assert store.champion() == one
    assert [word.word for word in store.manifest().user_words] == ["户外劳动者驿站"]

    second = run_gaoqian("train", *options, "--seed", "5")
    _, two = store.versions()
    assert f"gaoqian models promote {two}" in second.out
    assert store.champion() == one

    assert run_gaoqian("models", "promote", two, "--models", store.folder).code == 0
    listing = run_gaoqian("models", "list", "--models", store.folder)
    assert [two in line for line in listing.out.splitlines() if "★" in line] == [True]


def test_train_if_missing_leaves_a_champion_alone(models_folder: Path) -> None:
    """Nothing is trained where there is a champion."""
    before = ModelStore(models_folder).versions()
    assert run_gaoqian("train", "--if-missing", "--out", models_folder).code == 0
    assert ModelStore(models_folder).versions() == before


def test_evaluate_for_people_and_for_machines(models_folder: Path) -> None:
    """Both forms show the same figures."""
    data: list[str | Path] = ["--data", authored_articles()[0], "--models", models_folder]
    table = run_gaoqian("evaluate", *data)
    figures = json.loads(run_gaoqian("evaluate", *data, "--json").out)
    assert f"{figures['macro_f1']:.3f}" in table.out
    assert set(figures) >= {"model", "topics", "exact_match", "none_recall", "reviewed"}


def test_evaluate_writes_a_report(models_folder: Path, tmp_path: Path) -> None:
    """The page with all its plots; standard output stays what it is without."""
    data: list[str | Path] = ["--data", authored_articles()[0], "--models", models_folder, "--json"]
    outcome = run_gaoqian("evaluate", *data, "--report", tmp_path / "report")
    assert (outcome.code, outcome.out) == (0, run_gaoqian("evaluate", *data).out)
    assert outcome.err == f"报告 Report：{tmp_path / 'report' / 'index.html'}\n"
    assert len(list((tmp_path / "report").glob("*.png"))) == 5


@pytest.mark.parametrize(
    ("line", "message"),
    [('{"body":"x","topics":["sport"]}', "topic 'sport' is unknown"), ("{", "no JSON at column")],
)
def test_bad_data_is_one_line_that_ends_with_1(
    models_folder: Path, tmp_path: Path, line: str, message: str
) -> None:
    """Training and evaluation name file and line."""
    path = tmp_path / "a.jsonl"
    path.write_text(line)
    commands: list[list[str | Path]] = [
        ["train", "--data", path, "--out", tmp_path / "m"],
        ["evaluate", "--data", path, "--models", models_folder],
    ]
    for command in commands:
        outcome = run_gaoqian(*command)
        assert outcome.code == 1
        assert f"{path}:1: {message}" in outcome.err
        assert outcome.err.count("\n") == 1


def test_bad_taxonomy_ends_with_2(tmp_path: Path) -> None:
    """A file that is no taxonomy is named."""
    path = tmp_path / "t.toml"
    path.write_text("[[topics]]\nlabel = '安全'\n", encoding="utf-8")
    outcome = run_gaoqian("train", "--taxonomy", path, "--out", tmp_path / "m")
    assert outcome.code == 2
    assert f"{path}: topic 1: expected a table with a string 'id'" in outcome.err


def test_bundle_that_cannot_be_loaded_is_not_promoted(models_copy: Path, bundle_copy: Path) -> None:
    """A damaged version does not become the champion."""
    (bundle_copy / "scorer.joblib").unlink()
    outcome = run_gaoqian("models", "promote", bundle_copy.name, "--models", models_copy)
    assert outcome.code == 2
    assert "cannot be read" in outcome.err
