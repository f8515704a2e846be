"""Manifest and report of a trained bundle."""

import json

from gaoqian.bundle import FORMAT_VERSION
from gaoqian.bundle.bundle import MANIFEST_NAME, REPORT_NAME
from gaoqian_training.datasets import Dataset
from gaoqian_training.trainer import Training


def test_manifest_and_report_say_what_was_done(training: Training, authored: Dataset) -> None:
    """Data, seed, choice, thresholds, libraries and figures can be read."""
    manifest = json.loads((training.path / MANIFEST_NAME).read_text(encoding="utf-8"))
    assert manifest["format"] == FORMAT_VERSION
    assert manifest["data"]["fingerprint"] == authored.fingerprint
    assert manifest["training"]["candidate"] == training.chosen.candidate.name
    assert {"scikit-learn", "numpy", "rjieba"} <= set(manifest["libraries"])
    assert all(0 < topic["threshold"] < 1 for topic in manifest["topics"])
    assert all(0 < topic["share"] < 1 for topic in manifest["topics"])
    report = json.loads((training.path / REPORT_NAME).read_text(encoding="utf-8"))
    assert [entry["chosen"] for entry in report["candidates"]].count(True) == 1
    assert report["out_of_fold"]["macro_f1"] > 0.9
