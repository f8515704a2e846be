"""What training leaves to read: ``report.json`` beside the bundle."""

from collections.abc import Sequence
from typing import Any

from gaoqian import Manifest
from gaoqian_training.selection import Trial


def build_report(manifest: Manifest, trials: Sequence[Trial]) -> dict[str, Any]:
    """Return the report: the choice among candidates, thresholds and out-of-fold figures.

    It holds nothing that changes between two runs on the same data with the same seed.
    """
    return {
        "data": dict(manifest.data),
        "training": dict(manifest.training),
        "candidates": [
            {
                "name": trial.candidate.name,
                "mean_average_precision": round(trial.mean_average_precision, 4),
                "best_macro_f1": round(trial.best_macro_f1, 4),
                "chosen": trial.candidate.name == manifest.training["candidate"],
            }
            for trial in trials
        ],
        "thresholds": {entry.topic.id: round(entry.threshold, 4) for entry in manifest.topics},
        "out_of_fold": dict(manifest.metrics),
    }
