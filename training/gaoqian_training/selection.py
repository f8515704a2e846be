"""Cross-validation of candidates: out-of-fold scores for each, and the choice among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.candidates import Candidate
from gaoqian_training.datasets import Dataset
from gaoqian_training.examples import Examples
from gaoqian_training.features import FeatureSettings
from gaoqian_training.metrics import measure
from gaoqian_training.models import fit_models
from gaoqian_training.progress import Progress, no_progress
from gaoqian_training.splits import Fold
from gaoqian_training.thresholds import best_f1_threshold
from gaoqian_training.weighing import WeighedFeatures

#: In mean average precision: candidates nearer to the best than this are as good as it; other
#: folds would order them otherwise.
MATTERS = 0.001


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
    examples: Examples,
    folds: Sequence[Fold],
    candidates: Sequence[Candidate],
    *,
    seed: int = 0,
    on_progress: Progress = no_progress,
) -> list[Trial]:
    """Score every held-out article by models that did not see it, for every candidate.

    Features are weighed once a fold and shared by the candidates that agree on them; folds run
    in as many threads as there are cores, with the same result on any number.

    Args:
        examples: The labelled articles, with excerpts if some candidate wants them; only whole
            articles are scored.
        folds: From `make_folds`; all of them, or some where the articles are many.
        candidates: From the grid; those that share features stand together.
        seed: Of the linear models.
        on_progress: Called with the tasks done and their number.
    """
    labels = examples.dataset.labels
    tasks = [
        _Task(features, tuple(members), fold)
        for features, group in groupby(candidates, key=lambda candidate: candidate.features)
        for members in [list(group)]
        for fold in folds
    ]
    scores = {candidate.name: np.zeros(labels.shape) for candidate in candidates}
    for done, task in enumerate(tasks, 1):
        for candidate, held_out in zip(task.candidates, _score(task, examples, seed), strict=True):
            scores[candidate.name][task.fold.held_out] = held_out
        on_progress(done, len(tasks))
    rows = np.sort(np.concatenate([fold.held_out for fold in folds]))
    return [
        _judge(examples.dataset, candidate, rows, scores[candidate.name])
        for candidate in candidates
    ]


def best_trial(trials: Sequence[Trial]) -> Trial:
    """Return the first trial whose mean average precision is not `MATTERS` below the best."""
    best = max(trial.mean_average_precision for trial in trials)
    return next(trial for trial in trials if trial.mean_average_precision > best - MATTERS)


def _score(task: _Task, examples: Examples, seed: int) -> list[FloatArray]:
    features = WeighedFeatures(examples.documents, task.features, task.fold.fit)
    held_out = features.matrix(task.fold.held_out)
    decisions = []
    for excerpt, group in groupby(task.candidates, key=lambda c: c.models.excerpts):
        training_set = examples.training_set(features, task.fold.fit, excerpt)
        for candidate in group:
            models = fit_models(candidate.models, *training_set, seed)
            decisions.append(_as_columns(models.decision_function(held_out)))
    return decisions


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
