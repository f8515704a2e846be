"""Loading bundles: inspected first, and pointers followed."""

import re
import shutil
import time
from pathlib import Path

import pytest
from fastapi.testclient import TestClient

from crafted import edit_manifest
from gaoqian import ModelStore
from live import ARTICLE, running, until, versions_of


def _answering(client: TestClient) -> str:
    model: str = client.post("/v1/tag", json=ARTICLE).json()["model"]
    return model


def test_bundle_without_golden_articles(
    two_models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Older bundles are taken, with a warning."""
    _, second = versions_of(two_models)
    edit_manifest(two_models / second, lambda manifest: manifest["files"].pop("golden.jsonl"))
    with running(two_models) as client:
        assert client.post(f"/v1/models/{second}/activate").status_code == 200
    assert "golden_missing" in capsys.readouterr().out


def test_refused_champion_is_logged_once(
    two_models: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The old model stays; once the folder is mended, it is taken up."""
    first, second = versions_of(two_models)
    whole = shutil.copytree(two_models / second, two_models.parent / "whole")
    (two_models / second / "report.json").unlink()
    with running(two_models, follow=0.02) as client:
        ModelStore(two_models).promote(second)
        time.sleep(0.5)
        assert _answering(client) == first
        shutil.copy(whole / "report.json", two_models / second / "report.json")
        until(lambda: _answering(client) == second)
    output = capsys.readouterr().out
    assert len(re.findall("model_refused", output)) == 1
    assert "report.json" in output


def test_service_starts_with_the_one_before(two_models: Path) -> None:
    """Where the champion is refused, the version before it answers until it is mended."""
    first, second = versions_of(two_models)
    ModelStore(two_models).promote(second)
    (two_models / second / "report.json").unlink()
    with running(two_models) as client:
        assert _answering(client) == first
