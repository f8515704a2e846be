"""``gaoqian train``."""

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
