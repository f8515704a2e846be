"""Cross-validation of candidates: out-of-fold scores for each, and the choice among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt
from joblib import Parallel, delayed

from gaoqian.scorer.arrays import FloatArray
from gaoqian.segment import UserWord
from gaoqian.text import Document
from gaoqian_training.candidates import Candidate
from gaoqian_training.datasets import Dataset
from gaoqian_training.features import FeatureSettings, build_features, build_models, fit_features
from gaoqian_training.metrics import BoolArray, measure
from gaoqian_training.progress import Progress, no_progress
from gaoqian_training.splits import Fold
from gaoqian_training.thresholds import best_f1_threshold


@dataclass(frozen=True, slots=True)
class Trial:
    """A candidate with what cross-validation found.

    Attributes:
        candidate: The candidate.
        rows: Which articles were held out, ascending, shape ``(scored,)``.
        scores: Their out-of-fold decision values, shape ``(scored, topics)``.
        mean_average_precision: Over the topics, 0 to 1; what candidates are chosen by, since
            it needs no threshold.
        best_macro_f1: Mean of each topic's F1 at its best threshold; optimistic.
    """

    candidate: Candidate
    rows: npt.NDArray[np.int64]
    scores: FloatArray
    mean_average_precision: float
    best_macro_f1: float


@dataclass(frozen=True, slots=True)
class _Task:
    """One fold of all candidates that share their features."""

    features: FeatureSettings
    candidates: tuple[Candidate, ...]
    fold: Fold


def cross_validate(
    dataset: Dataset,
    documents: Sequence[Document],
    folds: Sequence[Fold],
    candidates: Sequence[Candidate],
    *,
    user_words: Sequence[UserWord] = (),
    seed: int = 0,
    on_progress: Progress = no_progress,
) -> list[Trial]:
    """Score every held-out article by models that did not see it, for every candidate.

    Features are built once a fold and shared by the candidates that agree on them; folds run
    in as many processes as there are cores, with the same result on any number.

    Args:
        dataset: The labelled articles.
        documents: The same articles, cleaned.
        folds: From `make_folds`; all of them, or some where the articles are many.
        candidates: From the grid; those that share features stand together.
        user_words: Words to keep whole.
        seed: Of the linear models.
        on_progress: Called with the tasks done and their number.
    """
    labels = dataset.labels
    tasks = [
        _Task(features, tuple(members), fold)
        for features, group in groupby(candidates, key=lambda candidate: candidate.features)
        for members in [list(group)]
        for fold in folds
    ]
    scores = {candidate.name: np.zeros(labels.shape) for candidate in candidates}
    # One task is not worth a second process, which would need a copy of all documents.
    parallel = Parallel(n_jobs=-1 if len(tasks) > 1 else 1, return_as="generator")
    results = parallel(delayed(_score)(task, documents, labels, user_words, seed) for task in tasks)
    for done, (task, result) in enumerate(zip(tasks, results, strict=True), 1):
        for candidate, held_out in zip(task.candidates, result, strict=True):
            scores[candidate.name][task.fold.held_out] = held_out
        on_progress(done, len(tasks))
    rows = np.sort(np.concatenate([fold.held_out for fold in folds]))
    return [_judge(dataset, candidate, rows, scores[candidate.name]) for candidate in candidates]


def best_trial(trials: Sequence[Trial]) -> Trial:
    """Return the trial of highest mean average precision, the earlier one of equals."""
    return max(trials, key=lambda trial: round(trial.mean_average_precision, 4))


def _score(
    task: _Task,
    documents: Sequence[Document],
    labels: BoolArray,
    user_words: Sequence[UserWord],
    seed: int,
) -> list[FloatArray]:
    union = build_features(task.features, user_words)
    fit = fit_features(union, [documents[index] for index in task.fold.fit])
    held_out = union.transform([documents[index] for index in task.fold.held_out])
    truth = labels[task.fold.fit]
    models = [build_models(candidate.models, seed) for candidate in task.candidates]
    return [_as_columns(model.fit(fit, truth).decision_function(held_out)) for model in models]


def _as_columns(decisions: FloatArray) -> FloatArray:
    """One topic alone gives a flat array; make it a column."""
    return decisions.reshape(len(decisions), -1)


def _judge(
    dataset: Dataset, candidate: Candidate, rows: npt.NDArray[np.int64], scores: FloatArray
) -> Trial:
    labels, scores = dataset.labels[rows], scores[rows]
    thresholds = [best_f1_threshold(s, y) for s, y in zip(scores.T, labels.T, strict=True)]
    figures = measure(dataset.taxonomy.ids, scores, scores >= thresholds, labels)
    return Trial(candidate, rows, scores, figures.mean_average_precision, figures.macro_f1)
