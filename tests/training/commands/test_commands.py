"""``gaoqian train``, ``evaluate`` and ``models``."""

import json
import shutil
from pathlib import Path

import pytest

from commandline import call_gaoqian
from gaoqian import ModelStore
from gaoqian_training.datasets import authored_articles


@pytest.mark.slow
def test_train_evaluate_list_promote(tmp_path: Path) -> None:
    """A house's own words and data, from nothing to a promoted second version."""
    words = tmp_path / "words.txt"
    words.write_text("户外劳动者驿站\n", encoding="utf-8")
    names = {"mix.jsonl", "nat.jsonl", "non.jsonl"}  # all topics, and pieces with none
    options: list[str | Path] = ["--out", tmp_path / "m", "--no-selection"]
    for path in authored_articles():
        options += ["--data", path] if path.name in names else []
    first = call_gaoqian("train", "--user-dict", words, *options)
    assert (first.code, first.err) == (0, "")
    assert "安全" in first.out
    store = ModelStore(tmp_path / "m")
    (one,) = store.versions()
    assert store.champion() == one
    assert [word.word for word in store.manifest().user_words] == ["户外劳动者驿站"]

    second = call_gaoqian("train", *options, "--seed", "5")
    _, two = store.versions()
    assert f"gaoqian models promote {two}" in second.out
    assert store.champion() == one

    assert call_gaoqian("models", "promote", two, "--models", store.folder).code == 0
    listing = call_gaoqian("models", "list", "--models", store.folder)
    assert [two in line for line in listing.out.splitlines() if "★" in line] == [True]


def test_train_if_missing_leaves_a_champion_alone(models_folder: Path) -> None:
    """Nothing is trained where there is a champion."""
    before = ModelStore(models_folder).versions()
    assert call_gaoqian("train", "--if-missing", "--out", models_folder).code == 0
    assert ModelStore(models_folder).versions() == before


def test_evaluate_for_people_and_for_machines(models_folder: Path) -> None:
    """Both forms show the same figures."""
    data: list[str | Path] = ["--data", authored_articles()[0], "--models", models_folder]
    table = call_gaoqian("evaluate", *data)
    figures = json.loads(call_gaoqian("evaluate", *data, "--json").out)
    assert f"{figures['macro_f1']:.3f}" in table.out
    assert set(figures) >= {"model", "topics", "exact_match", "none_recall", "reviewed"}


@pytest.mark.slow
def test_evaluate_writes_a_report(models_folder: Path, tmp_path: Path) -> None:
    """The page with all its plots; standard output stays what it is without."""
    data: list[str | Path] = ["--data", authored_articles()[0], "--models", models_folder, "--json"]
    outcome = call_gaoqian("evaluate", *data, "--report", tmp_path / "report")
    assert (outcome.code, outcome.out) == (0, call_gaoqian("evaluate", *data).out)
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
        outcome = call_gaoqian(*command)
        assert outcome.code == 1
        assert f"{path}:1: {message}" in outcome.err
        assert outcome.err.count("\n") == 1


def test_bad_taxonomy_ends_with_2(tmp_path: Path) -> None:
    """A file that is no taxonomy is named."""
    path = tmp_path / "t.toml"
    path.write_text("[[topics]]\nlabel = '安全'\n", encoding="utf-8")
    outcome = call_gaoqian("train", "--taxonomy", path, "--out", tmp_path / "m")
    assert outcome.code == 2
    assert f"{path}: topic 1: expected a table with a string 'id'" in outcome.err


def test_bundle_that_cannot_be_loaded_is_not_promoted(models_copy: Path, bundle_copy: Path) -> None:
    """A damaged version does not become the champion."""
    (bundle_copy / "scorer.joblib").unlink()
    outcome = call_gaoqian("models", "promote", bundle_copy.name, "--models", models_copy)
    assert outcome.code == 2
    assert "cannot be read" in outcome.err


def _second_version(models_copy: Path, bundle_copy: Path) -> str:
    """Copy the bundle to another version; the answers of both are the same."""
    other = Path(shutil.copytree(bundle_copy, models_copy / "2020.01.01-1"))
    manifest = other / "manifest.json"
    manifest.write_text(manifest.read_text().replace(bundle_copy.name, other.name))
    return other.name


def test_roll_back(models_copy: Path, bundle_copy: Path) -> None:
    """Back to the version before, and forward again; without one it is refused."""
    folder = ("--models", models_copy)
    outcome = call_gaoqian("models", "rollback", *folder)
    assert (outcome.code, outcome.err.count("\n")) == (2, 1)
    assert "no version was champion before" in outcome.err
    other = _second_version(models_copy, bundle_copy)
    assert call_gaoqian("models", "promote", other, *folder).code == 0
    store = ModelStore(models_copy)
    for version in (bundle_copy.name, other):
        outcome = call_gaoqian("models", "rollback", *folder)
        assert (outcome.code, store.champion()) == (0, version)
        assert f"Champion：{version}" in outcome.out


def test_shadow(models_copy: Path, bundle_copy: Path) -> None:
    """A challenger is named, listed and taken away; the champion cannot be its own."""
    folder = ("--models", models_copy)
    other = _second_version(models_copy, bundle_copy)
    store = ModelStore(models_copy)
    assert call_gaoqian("models", "shadow", other, *folder).code == 0
    assert store.challenger() == other
    listing = call_gaoqian("models", "list", *folder)
    assert [other in line for line in listing.out.splitlines() if "◇" in line] == [True]
    assert call_gaoqian("models", "shadow", "--off", *folder).code == 0
    assert store.challenger() is None
    for arguments in ([bundle_copy.name], [], [other, "--off"], ["1999.01.01-1"]):
        outcome = call_gaoqian("models", "shadow", *arguments, *folder)
        assert (outcome.code, store.challenger()) == (2, None)


def test_bundle_that_answers_otherwise_is_not_promoted(
    models_copy: Path, bundle_copy: Path
) -> None:
    """Its golden articles are tagged before it becomes the champion."""
    other = _second_version(models_copy, bundle_copy)
    manifest = models_copy / other / "manifest.json"
    content = json.loads(manifest.read_text(encoding="utf-8"))
    for topic in content["topics"]:
        topic["threshold"] = 1.0
    manifest.write_text(json.dumps(content), encoding="utf-8")
    outcome = call_gaoqian("models", "promote", other, "--models", models_copy)
    assert outcome.code == 2
    assert "golden.jsonl:" in outcome.err
    assert ModelStore(models_copy).champion() == bundle_copy.name
