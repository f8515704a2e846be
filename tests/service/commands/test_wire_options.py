"""Options of the commands that run the wire."""

from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gaoqian_service.commands.wire_options import RunningOptions, running_options


def _run(*arguments: str) -> RunningOptions:
    seen: list[RunningOptions] = []

    @click.command()
    @click.option("--own")
    @running_options
    def command(own: str | None, options: RunningOptions) -> None:
        assert own == "1"
        seen.append(options)

    outcome = CliRunner().invoke(command, ["--own", "1", *arguments])
    assert outcome.exit_code == 0, outcome.output
    return seen[0]


def test_shared_options_come_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Beside the command's own; what is not given has its default."""
    monkeypatch.setenv("GAOQIAN_WEBHOOK_SECRET", "whsec_x")
    arguments = ["--jobs", "3", "--data", str(tmp_path), "--webhook", "https://desk"]
    options = _run(*arguments)
    settings = options.wire_settings()
    assert (settings.jobs, settings.data, settings.model) == (3, tmp_path, "")
    transmitters = options.transmitter_settings(None, "csv")
    assert (transmitters.webhook, transmitters.folder, transmitters.form) == (
        "https://desk",
        None,
        "csv",
    )
    assert transmitters.dead_letters == tmp_path / "dead-letters"
    assert transmitters.secret.get_secret_value() == "whsec_x"
    assert options.metrics_port is None


def test_dead_letters_may_stand_elsewhere(tmp_path: Path) -> None:
    """And the version that tags may be another than the champion."""
    options = _run("--dead-letters", str(tmp_path), "--model", "2026.12.01-1")
    assert options.transmitter_settings(tmp_path, "jsonl").dead_letters == tmp_path
    assert options.wire_settings().model == "2026.12.01-1"
