"""Manifest and ``report.json`` of a trained bundle."""

from collections.abc import Sequence
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Any

import numpy as np

from gaoqian import Manifest, ModelStore
from gaoqian.bundle import TopicEntry
from gaoqian.segment import load_segmenter
from gaoqian_training.examples import Examples
from gaoqian_training.metrics import Figures
from gaoqian_training.real_copy import RealCopy
from gaoqian_training.selection import Trial
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.splits import FOLDS

_LIBRARIES = ("gaoqian", "scikit-learn", "numpy", "scipy", "joblib", "rjieba", "jieba")


def build_manifest(
    store: ModelStore,
    examples: Examples,
    settings: TrainingSettings,
    chosen: Trial,
    thresholds: Sequence[float],
    figures: Figures,
    real: RealCopy | None,
) -> Manifest:
    """Return the manifest of a new version.

    Args:
        store: The models folder that the version is new in.
        examples: What was trained on.
        settings: How it was trained.
        chosen: The candidate that was chosen.
        thresholds: One per topic; 0 in mode single.
        figures: Out-of-fold figures at these thresholds.
        real: The correction on real copy, if it was applied.
    """
    dataset, now = examples.dataset, datetime.now(UTC)
    shares = _calibrated_shares(examples, chosen, real)
    return Manifest(
        version=store.next_version(now.date()),
        created=now.isoformat(timespec="seconds"),
        topics=tuple(map(TopicEntry, dataset.taxonomy, thresholds, shares)),
        segmenter=load_segmenter(settings.user_words).fingerprint,
        mode=dataset.taxonomy.mode,
        user_words=settings.user_words,
        rubrics=examples.rubrics,
        data={
            "fingerprint": dataset.fingerprint,
            "articles": len(dataset.items),
            "files": [path.name for path in dataset.files],
        },
        training={
            "candidate": chosen.candidate.name,
            "folds": FOLDS,
            "held_out": len(chosen.rows),
            "seed": settings.seed,
            "target": str(settings.target),
            "calibration": real.source if real else "out of fold",
        },
        metrics=figures.to_dict(),
        libraries={name: version(name) for name in _LIBRARIES},
    )


def _calibrated_shares(
    examples: Examples, chosen: Trial, real: RealCopy | None
) -> Sequence[float | None]:
    """Return the topic shares that the probabilities are calibrated for; None where unknown."""
    if real is not None:
        return real.shares
    if examples.dataset.taxonomy.mode == "single":  # no threshold is fitted to shares there
        return [None] * len(examples.dataset.taxonomy)
    seen = np.concatenate([chosen.rows, chosen.excerpts])  # what calibration was fitted to
    return [float(share) for share in examples.labels(seen).mean(axis=0)]


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
