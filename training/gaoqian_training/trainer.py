"""Training a bundle: choose by cross-validation, calibrate out of fold, fit on everything."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import joblib
import numpy as np
from sklearn.pipeline import Pipeline

from gaoqian import Bundle, DataError, Manifest, ModelStore, Tagger
from gaoqian.bundle import write_bundle
from gaoqian.golden import record_golden
from gaoqian.progress import Progress, no_progress
from gaoqian.scorer import Calibration, Scorer, ScorerArrays
from gaoqian.segment import load_segmenter
from gaoqian_training.calibration import fit_calibration
from gaoqian_training.compile import compile_pipeline
from gaoqian_training.datasets import Dataset
from gaoqian_training.examples import Examples
from gaoqian_training.golden import choose_golden
from gaoqian_training.manifest import build_manifest, build_report
from gaoqian_training.metrics import Figures, measure
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.real_copy import RealCopy, real_copy_for
from gaoqian_training.selection import Trial, best_trial, cross_validate
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.splits import make_folds
from gaoqian_training.thresholds import choose_thresholds

#: From so many articles on, one held-out fifth calibrates as well as all five, in a third of the
#: time.
ONE_FOLD_ARTICLES = 5_000


@dataclass(frozen=True, slots=True)
class Training:
    """The outcome of training.

    Attributes:
        manifest: The written bundle's.
        trials: Every candidate tried, in grid order.
        chosen: The one that was fitted.
        figures: Its out-of-fold figures at the chosen thresholds.
        path: The bundle's folder.
    """

    manifest: Manifest
    trials: Sequence[Trial]
    chosen: Trial
    figures: Figures
    path: Path


def train(
    dataset: Dataset,
    store: ModelStore,
    settings: TrainingSettings,
    on_progress: Progress = no_progress,
) -> Training:
    """Train a bundle and write it into a models folder.

    Args:
        dataset: The labelled articles.
        store: The models folder.
        settings: How to train.
        on_progress: Called with the steps done and their number.

    Raises:
        DataError: the data does not suffice.
        BundleError: the bundle cannot be written.
    """
    if settings.rubrics and dataset.taxonomy.mode == "single":
        raise DataError(
            f"{len(settings.rubrics)} rubrics given for a taxonomy of mode single, expected none: "
            "there the names of columns are words like others"
        )
    examples = Examples.for_candidates(
        dataset, settings.candidates, settings.user_words, settings.rubrics
    )
    trials = _cross_validate(examples, settings, on_progress)
    chosen = best_trial(trials)
    real = _real_copy(dataset, chosen, settings)
    calibration = _calibrate(examples, chosen, real)
    thresholds, figures = _decide(examples, settings, chosen, calibration, real)
    pipeline = fit_pipeline(examples, chosen.candidate, settings.seed)
    arrays = _compile(pipeline, calibration)
    manifest = build_manifest(store, examples, settings, chosen, thresholds, figures, real)
    manifest = write_bundle(
        store.folder,
        manifest,
        arrays,
        build_report(manifest, trials),
        lambda path: joblib.dump(pipeline, path),
        _record_golden(dataset, settings, manifest, arrays, store.folder),
    )
    on_progress(1, 1)
    return Training(manifest, trials, chosen, figures, store.path(manifest.version))


def _cross_validate(
    examples: Examples, settings: TrainingSettings, on_progress: Progress
) -> list[Trial]:
    folds = make_folds(examples.dataset, settings.seed)
    return cross_validate(
        examples,
        folds if len(examples.dataset.items) < ONE_FOLD_ARTICLES else folds[:1],
        settings.candidates,
        seed=settings.seed,
        # One more step is fitting the chosen candidate on all articles.
        on_progress=lambda done, total=None: on_progress(done, total and total + 1),
    )


def _calibrate(examples: Examples, chosen: Trial, real: RealCopy | None) -> Calibration:
    """Calibrate on held-out articles and, where there are any, on their first paragraphs."""
    rows = np.concatenate([chosen.rows, chosen.excerpts])
    scores = np.vstack([chosen.scores, chosen.excerpt_scores])
    # Without excerpts the effect of a text's length cannot be learned.
    characters = examples.characters(rows) if len(chosen.excerpts) else None
    mode = examples.dataset.taxonomy.mode
    calibration = fit_calibration(scores, examples.labels(rows), mode, characters)
    return real.correct(calibration) if real else calibration


def _real_copy(dataset: Dataset, chosen: Trial, settings: TrainingSettings) -> RealCopy | None:
    """Return the correction on real copy, if it is one of these features."""
    if not settings.real_copy or settings.user_words or settings.rubrics:
        return None
    return real_copy_for(dataset, chosen.candidate.name)


def _decide(
    examples: Examples,
    settings: TrainingSettings,
    chosen: Trial,
    calibration: Calibration,
    real: RealCopy | None,
) -> tuple[list[float], Figures]:
    """Return thresholds, and the out-of-fold figures at these or, in mode single, the argmax."""
    taxonomy, labels = examples.dataset.taxonomy, examples.labels(chosen.rows)
    characters = examples.characters(chosen.rows)
    probabilities = calibration.probabilities(chosen.scores, characters)
    if taxonomy.mode == "single":
        thresholds = [0.0] * len(taxonomy)
        predicted = np.eye(len(taxonomy), dtype=np.bool_)[probabilities.argmax(axis=1)]
    elif real is not None and settings.target.kind == "f1":
        thresholds = real.thresholds
        predicted = probabilities >= thresholds
    else:
        thresholds = choose_thresholds(settings.target, probabilities, labels, settings.seed)
        predicted = probabilities >= thresholds
    return thresholds, measure(taxonomy.ids, probabilities, predicted, labels)


def _compile(pipeline: Pipeline, calibration: Calibration) -> ScorerArrays:
    try:
        return compile_pipeline(pipeline, calibration)
    except ValueError as error:
        raise DataError(f"the vocabulary does not fit the scorer: {error}") from error


def _record_golden(
    dataset: Dataset,
    settings: TrainingSettings,
    manifest: Manifest,
    arrays: ScorerArrays,
    folder: Path,
) -> bytes:
    """Return golden articles with the results of the bundle that is being written."""
    if not settings.golden:
        return b""
    scorer = Scorer(arrays, load_segmenter(settings.user_words))
    tagger = Tagger(Bundle(manifest, scorer, folder / manifest.version))
    return record_golden(tagger, choose_golden(dataset, settings.seed))
