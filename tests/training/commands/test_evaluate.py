"""``gaoqian evaluate``."""

import json
from pathlib import Path

import pytest

from commandline import call_gaoqian
from gaoqian_training.datasets import authored_articles


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
