"""Retuning: a new bundle version with the same weights, adjusted to other topic shares."""

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from gaoqian.bundle import Bundle, Manifest, ModelStore, TopicEntry, write_bundle
from gaoqian.bundle.bundle import PIPELINE_NAME, REPORT_NAME, verify_file
from gaoqian.errors import BundleError
from gaoqian.golden import read_golden, record_golden
from gaoqian.mixture import logit_shift
from gaoqian.scorer import Scorer
from gaoqian.tagger import Tagger


@dataclass(frozen=True, slots=True)
class Tuning:
    """The share and threshold that a topic is tuned to.

    Attributes:
        share: Share of articles about the topic that its probabilities become calibrated for,
            0 to 1.
        threshold: The probability, so calibrated, from which it is assigned, 0 to 1.
    """

    share: float
    threshold: float


def calibrated_shares(manifest: Manifest) -> list[float]:
    """Return the topic shares that a bundle's probabilities are calibrated for, in topic order.

    Raises:
        BundleError: the bundle is of mode single, or of a format that stores no shares.
    """
    if manifest.mode == "single":
        raise BundleError(
            f"bundle {manifest.version} gives every article exactly one topic, expected one of "
            "mode multi: only there are thresholds"
        )
    shares = [entry.share for entry in manifest.topics if entry.share is not None]
    if len(shares) != len(manifest.topics):
        raise BundleError(
            f"bundle {manifest.version} does not say which shares of topics it was calibrated for "
            f"(format {manifest.format}); train again"
        )
    return shares


def retune(store: ModelStore, bundle: Bundle, tunings: Sequence[Tuning], how: str) -> Manifest:
    """Write a new version of a bundle with other shares and thresholds, without promoting it.

    Args:
        store: The models folder, which holds the bundle.
        bundle: The bundle to start from.
        tunings: One per topic, in topic order.
        how: Source of the tunings, stored in the manifest.

    Raises:
        BundleError: see `calibrated_shares`; or a file differs from its digest, or the new
            version cannot be written.
    """
    old, arrays = bundle.manifest, bundle.scorer.arrays
    shifts = [
        logit_shift(tuning.share, share)
        for tuning, share in zip(tunings, calibrated_shares(old), strict=True)
    ]
    intercept = arrays.calibration.intercept + np.array(shifts)
    arrays = replace(arrays, calibration=replace(arrays.calibration, intercept=intercept))
    now = datetime.now(UTC)
    manifest = replace(
        old,
        version=store.next_version(now.date()),
        created=now.isoformat(timespec="seconds"),
        topics=tuple(
            TopicEntry(entry.topic, tuning.threshold, tuning.share)
            for entry, tuning in zip(old.topics, tunings, strict=True)
        ),
        training={**old.training, "retuned_from": old.version, "retuned_by": how},
        metrics={},  # they were measured at other thresholds
    )
    scorer = Scorer(arrays, bundle.scorer.segmenter)
    tagger = Tagger(Bundle(manifest, scorer, store.folder / manifest.version))
    golden = record_golden(tagger, read_golden(bundle))
    report = {
        **_read_report(bundle),
        "training": dict(manifest.training),
        "thresholds": {entry.topic.id: round(entry.threshold, 4) for entry in manifest.topics},
        "out_of_fold": {},
    }
    return write_bundle(store.folder, manifest, arrays, report, partial(_copy, bundle), golden)


def _copy(bundle: Bundle, target: Path) -> None:
    verify_file(bundle.path / PIPELINE_NAME, bundle.manifest)
    shutil.copyfile(bundle.path / PIPELINE_NAME, target)


def _read_report(bundle: Bundle) -> dict[str, Any]:
    path = bundle.path / REPORT_NAME
    verify_file(path, bundle.manifest)
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise BundleError(f"{path}: cannot be read: {error}; train again") from error
    if not isinstance(report, dict):
        raise BundleError(f"{path}: is {type(report).__name__}, expected a JSON object")
    return report
