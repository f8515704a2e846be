"""Cross-validation of candidates: out-of-fold scores for each, and the choice among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np

from gaoqian.progress import Progress, no_progress
from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.candidates import Candidate
from gaoqian_training.examples import Examples
from gaoqian_training.features import FeatureSettings
from gaoqian_training.metrics import measure
from gaoqian_training.models import fit_models
from gaoqian_training.splits import Fold
from gaoqian_training.tfidf import Rows, TfidfFeatures
from gaoqian_training.thresholds import best_f1_threshold

#: In mean average precision: candidates nearer to the best than this are as good as it; other
#: folds would order them otherwise.
TIE_MARGIN = 0.001


@dataclass(frozen=True, slots=True)
class Trial:
    """A candidate with what cross-validation found.

    Attributes:
        candidate: The candidate.
        rows: Which articles were held out, ascending, shape ``(articles,)``.
        scores: Their out-of-fold decision values, shape ``(articles, topics)``.
        excerpts: Which examples are the first paragraphs of held-out articles, shape
            ``(excerpts,)``; none where there are no excerpts.
        excerpt_scores: Their out-of-fold decision values, shape ``(excerpts, topics)``.
        mean_average_precision: Over the topics, 0 to 1; what candidates are chosen by, since
            it needs no threshold.
        best_macro_f1: Mean of each topic's F1 at its best threshold; optimistic.
    """

    candidate: Candidate
    rows: Rows
    scores: FloatArray
    excerpts: Rows
    excerpt_scores: FloatArray
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
        examples: The labelled articles, with excerpts if some candidate wants them; scored are
            whole articles and, for what is learned of short texts, their first paragraphs.
        folds: From `make_folds`; all of them, or some where the articles are many.
        candidates: From the grid; those that share features stand together.
        seed: Of the linear models.
        on_progress: Called with the tasks done and their number.
    """
    tasks = [
        _Task(features, tuple(members), fold)
        for features, group in groupby(candidates, key=lambda candidate: candidate.features)
        for members in [list(group)]
        for fold in folds
    ]
    shape = len(examples.owners), len(examples.dataset.taxonomy)
    scores = {candidate.name: np.zeros(shape) for candidate in candidates}
    for done, task in enumerate(tasks, 1):
        rows = _held_out(task, examples)
        decided = _score(task, rows, examples, seed)
        for candidate, held_out in zip(task.candidates, decided, strict=True):
            scores[candidate.name][rows] = held_out
        on_progress(done, len(tasks))
    articles = np.sort(np.concatenate([fold.held_out for fold in folds]))
    return [
        _judge(examples, candidate, articles, scores[candidate.name]) for candidate in candidates
    ]


def best_trial(trials: Sequence[Trial]) -> Trial:
    """Return the first trial whose mean average precision is not `TIE_MARGIN` below the best."""
    best = max(trial.mean_average_precision for trial in trials)
    return next(trial for trial in trials if trial.mean_average_precision > best - TIE_MARGIN)


def _held_out(task: _Task, examples: Examples) -> Rows:
    return np.concatenate([task.fold.held_out, examples.first_paragraphs(task.fold.held_out)])


def _score(task: _Task, rows: Rows, examples: Examples, seed: int) -> list[FloatArray]:
    features = TfidfFeatures(examples.documents, task.features, task.fold.fit)
    held_out = features.matrix(rows)
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


def _judge(examples: Examples, candidate: Candidate, rows: Rows, scores: FloatArray) -> Trial:
    dataset = examples.dataset
    labels, whole = dataset.labels[rows], scores[rows]
    thresholds = [best_f1_threshold(s, y) for s, y in zip(whole.T, labels.T, strict=True)]
    figures = measure(dataset.taxonomy.ids, whole, whole >= thresholds, labels)
    excerpts = examples.first_paragraphs(rows)
    return Trial(
        candidate,
        rows,
        whole,
        excerpts,
        scores[excerpts],
        figures.mean_average_precision,
        figures.macro_f1,
    )
