"""``gaoqian models``."""

import json
import shutil
from pathlib import Path

from commandline import call_gaoqian
from gaoqian import ModelStore


def _second_version(models_copy: Path, bundle_copy: Path) -> str:
    """Copy the bundle to another version; the answers of both are the same."""
    other = Path(shutil.copytree(bundle_copy, models_copy / "2020.01.01-1"))
    manifest = other / "manifest.json"
    manifest.write_text(manifest.read_text().replace(bundle_copy.name, other.name))
    return other.name


def test_bundle_that_cannot_be_loaded_is_not_promoted(models_copy: Path, bundle_copy: Path) -> None:
    """A damaged version does not become the champion."""
    (bundle_copy / "scorer.joblib").unlink()
    outcome = call_gaoqian("models", "promote", bundle_copy.name, "--models", models_copy)
    assert outcome.code == 2
    assert "cannot be read" in outcome.err


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
