"""The command as a whole: help, errors, exit codes."""

from pathlib import Path

import pytest

from commandline import call_gaoqian, run_gaoqian

COMMANDS = [
    ["tag"], ["train"], ["evaluate"], ["serve"],
    ["models"], ["models", "list"], ["models", "promote"],
    ["datasets"], ["datasets", "validate"],
]  # fmt: skip


def test_help_lists_every_command() -> None:
    """The overview is bilingual and complete."""
    outcome = run_gaoqian("--help")
    assert outcome.code == 0
    for name, *_ in COMMANDS:
        assert f"\n  {name} " in outcome.out


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_every_command_has_help_with_an_example(command: list[str]) -> None:
    """Help says what it does in Chinese and English and shows a call."""
    outcome = call_gaoqian(*command, "--help")
    assert outcome.code == 0
    assert "例 Example" in outcome.out
    assert f"gaoqian {' '.join(command)}" in " ".join(outcome.out.split())


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["tag"],
        ["tag", "--nonsense", "-"],
        ["serve", "--port", "99999"],
        ["train", "--seed", "x"],
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_2(arguments: list[str]) -> None:
    """Wrong words are answered with usage; an error that is not ours would end the test."""
    outcome = call_gaoqian(*arguments)
    assert outcome.code == 2
    assert "Usage: gaoqian" in outcome.err


def test_missing_bundle_is_one_line_that_ends_with_2(tmp_path: Path) -> None:
    """The error names the folder and the remedy, in Chinese first."""
    outcome = run_gaoqian("tag", "-", "--models", tmp_path / "none", stdin=b"x")
    assert outcome.code == 2
    assert outcome.err.count("\n") == 1
    assert outcome.err.startswith("错误：模型无法使用。")
    assert str(tmp_path / "none") in outcome.err
    assert "gaoqian train" in outcome.err
