"""Shares that a house states."""

from pathlib import Path

import pytest

from gaoqian import SettingsError, Topic
from gaoqian_training.stated_shares import read_stated_shares

_TOPICS = (Topic("safety", "安全"), Topic("fitness", "健身"))


def _file(folder: Path, text: str) -> Path:
    path = folder / "house.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_options_go_before_the_file(tmp_path: Path) -> None:
    """A topic goes by its identifier or its label."""
    settings = _file(tmp_path, '[shares]\nsafety = 0.1\n"健身" = 0.2\n')
    assert read_stated_shares((), settings, _TOPICS) == {0: 0.1, 1: 0.2}
    assert read_stated_shares(("安全=0.3",), settings, _TOPICS) == {0: 0.3, 1: 0.2}
    assert read_stated_shares((), None, _TOPICS) == {}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[shares]\nsport = 0.1\n", "no such topic, expected one of"),
        ('[shares]\nsafety = 0.1\n"安全" = 0.1\n', "given twice"),
        ("[shares]\nsafety = 1\n", "expected a number between 0 and 1"),
        ("[shares]\nsafety = 0\n", "expected a number between 0 and 1"),
        (f"[shares]\nsafety = {'9' * 400}\n", "expected a number between 0 and 1"),
        (f"[shares]\nsafety = {'9' * 5000}\n", "cannot be read as TOML"),
        ("[shares]\nsafety = true\n", "expected a number between 0 and 1"),
        ("shares = 3\n", "no table"),
        ("[share]\nsafety = 0.1\n", "no table"),
        ("[shares\n", "cannot be read as TOML"),
    ],
)
def test_faults_are_named(tmp_path: Path, text: str, message: str) -> None:
    """With the file or the topic."""
    with pytest.raises(SettingsError, match=message):
        read_stated_shares((), _file(tmp_path, text), _TOPICS)
