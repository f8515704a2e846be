"""Training a bundle: choose by cross-validation, calibrate out of fold, fit on everything."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

import joblib
import numpy as np
from sklearn.pipeline import Pipeline

from gaoqian import Bundle, DataError, Manifest, ModelStore, Tagger, Taxonomy
from gaoqian.bundle import TopicEntry, write_bundle
from gaoqian.golden import record_golden
from gaoqian.mixture import ThresholdObjective
from gaoqian.scorer import Calibration, Scorer, ScorerArrays
from gaoqian.scorer.arrays import FloatArray
from gaoqian.segment import UserWord, load_segmenter
from gaoqian.taxonomy import Mode
from gaoqian.text.marks import HouseRubric
from gaoqian_training.calibration import fit_calibration
from gaoqian_training.candidates import GRID, Candidate
from gaoqian_training.compile import compile_pipeline
from gaoqian_training.datasets import Dataset
from gaoqian_training.examples import Examples
from gaoqian_training.golden import choose_golden
from gaoqian_training.metrics import BoolArray, Figures, measure
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.progress import Progress, no_progress
from gaoqian_training.real_copy import RealCopy, real_copy_for
from gaoqian_training.report import build_report
from gaoqian_training.selection import Trial, best_trial, cross_validate
from gaoqian_training.splits import FOLDS, make_folds
from gaoqian_training.thresholds import choose_thresholds

#: From here on one held-out fifth, of a thousand articles and more, calibrates as well as all
#: five, in a third of the time.
MANY = 5_000
_LIBRARIES = ("gaoqian", "scikit-learn", "numpy", "scipy", "joblib", "rjieba", "jieba")


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train.

    Attributes:
        candidates: What to choose from; with one there is nothing to choose.
        user_words: Words that the segmenter keeps whole.
        rubrics: The house's own columns, which cleaning must know.
        target: What the thresholds are chosen for.
        seed: Of folds, models and resamples; the same seed and data give the same files.
        real_copy: Whether what real copy says of the authored articles' model is heeded.
        golden: Whether some of the articles are kept in the bundle, with its answers.
    """

    candidates: Sequence[Candidate] = field(default=GRID)
    user_words: tuple[UserWord, ...] = ()
    rubrics: tuple[HouseRubric, ...] = ()
    target: ThresholdObjective = field(default=ThresholdObjective())
    seed: int = 0
    real_copy: bool = True
    golden: bool = True


@dataclass(frozen=True, slots=True)
class Training:
    """What training came to.

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
    folds = make_folds(dataset, settings.seed)
    examples = Examples.for_candidates(
        dataset, settings.candidates, settings.user_words, settings.rubrics
    )
    trials = cross_validate(
        examples,
        folds if len(dataset.items) < MANY else folds[:1],
        settings.candidates,
        seed=settings.seed,
        on_progress=lambda done, total: on_progress(done, total + 1),
    )
    chosen = best_trial(trials)
    labels = dataset.labels[chosen.rows]
    calibration = _calibrate(examples, chosen, dataset.taxonomy.mode)
    real = _real_copy(dataset, chosen, settings)
    calibration = real.correct(calibration) if real else calibration
    characters = examples.characters(chosen.rows)
    probabilities = calibration.probabilities(chosen.scores, characters)
    thresholds, given = _decide(dataset.taxonomy, settings, probabilities, labels, real)
    figures = measure(dataset.taxonomy.ids, probabilities, given, labels)
    pipeline = fit_pipeline(examples, chosen.candidate, settings.seed)
    arrays = _compile(pipeline, calibration)
    manifest = _manifest(examples, store, settings, chosen, thresholds, figures, real)
    manifest = write_bundle(
        store.folder,
        manifest,
        arrays,
        build_report(manifest, trials),
        lambda path: joblib.dump(pipeline, path),
        _answer_golden(dataset, settings, manifest, arrays, store.folder)
        if settings.golden
        else b"",
    )
    on_progress(1, 1)
    return Training(manifest, trials, chosen, figures, store.path(manifest.version))


def _calibrate(examples: Examples, chosen: Trial, mode: Mode) -> Calibration:
    """Calibrate on held-out articles and, where there are any, on their first paragraphs."""
    rows = np.concatenate([chosen.rows, chosen.excerpts])
    scores = np.vstack([chosen.scores, chosen.excerpt_scores])
    # Without short texts there is nothing to learn of them.
    characters = examples.characters(rows) if len(chosen.excerpts) else None
    return fit_calibration(scores, examples.labels(rows), mode, characters)


def _real_copy(dataset: Dataset, chosen: Trial, settings: TrainingSettings) -> RealCopy | None:
    """Return what real copy says; a house's words and columns make other features of its own."""
    if not settings.real_copy or settings.user_words or settings.rubrics:
        return None
    return real_copy_for(dataset, chosen.candidate.name)


def _decide(
    taxonomy: Taxonomy,
    settings: TrainingSettings,
    probabilities: FloatArray,
    labels: BoolArray,
    real: RealCopy | None,
) -> tuple[list[float], BoolArray]:
    """Return the thresholds and what they, or the argmax, give out of fold."""
    if taxonomy.mode == "single":
        best = probabilities.argmax(axis=1)
        return [0.0] * len(taxonomy), np.eye(len(taxonomy), dtype=np.bool_)[best]
    if real is not None and settings.target.kind == "f1":
        thresholds = real.thresholds
    else:
        thresholds = choose_thresholds(settings.target, probabilities, labels, settings.seed)
    return thresholds, probabilities >= thresholds


def _compile(pipeline: Pipeline, calibration: Calibration) -> ScorerArrays:
    try:
        return compile_pipeline(pipeline, calibration)
    except ValueError as error:
        raise DataError(f"the vocabulary does not fit the scorer: {error}") from error


def _answer_golden(
    dataset: Dataset,
    settings: TrainingSettings,
    manifest: Manifest,
    arrays: ScorerArrays,
    folder: Path,
) -> bytes:
    """Return golden articles with the answers of the very bundle that is being written."""
    scorer = Scorer(arrays, load_segmenter(settings.user_words))
    tagger = Tagger(Bundle(manifest, scorer, folder / manifest.version))
    return record_golden(tagger, choose_golden(dataset, settings.seed))


def _manifest(
    examples: Examples,
    store: ModelStore,
    settings: TrainingSettings,
    chosen: Trial,
    thresholds: Sequence[float],
    figures: Figures,
    real: RealCopy | None,
) -> Manifest:
    dataset, now = examples.dataset, datetime.now(UTC)
    # In mode single probabilities add up to 1, and no threshold asks for a share.
    shares: list[float | None] = [None] * len(dataset.taxonomy)
    if real is not None:
        shares = [*real.shares]
    elif dataset.taxonomy.mode == "multi":
        seen = np.concatenate([chosen.rows, chosen.excerpts])  # what calibration was fitted to
        shares = [float(share) for share in examples.labels(seen).mean(axis=0)]
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
