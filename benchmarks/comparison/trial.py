"""Repeated cross-validation of one choice: every article scored by models that never saw it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from comparison.counts import Counts
from comparison.models import ModelChoice
from comparison.weighting import FeatureChoice, Rows, weigh
from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.metrics import BoolArray
from gaoqian_training.splits import Fold

#: Folds of each repeat.
Repeats = Sequence[Sequence[Fold]]


@dataclass(frozen=True, slots=True)
class Corpus:
    """What all trials share.

    Attributes:
        counts: Features by kind, of the authored articles and then of the development set.
        labels: Of the authored articles, shape ``(articles, topics)``.
        development: Labels of the development set, shape ``(items, topics)``; may be empty.
        repeats: The folds of each repeat.
        seed: Of the models.
    """

    counts: Mapping[str, Counts]
    labels: BoolArray
    development: BoolArray
    repeats: Repeats
    seed: int


@dataclass(frozen=True, slots=True)
class Trial:
    """Decision values of one choice.

    Attributes:
        name: The choice.
        scores: Out of fold, shape ``(repeats, articles, topics)``.
        development: Of models fitted on all authored articles, shape ``(items, topics)``.
    """

    name: str
    scores: FloatArray
    development: FloatArray


def try_models(
    corpus: Corpus, features: FeatureChoice, models: Sequence[ModelChoice]
) -> list[list[FloatArray]]:
    """Score by every model; features are weighed once a fold and shared.

    Returns:
        For each model the scores of each fold's held-out articles, folds in the order of the
        repeats, and then those of the development set.
    """
    count = len(corpus.labels)
    splits = [(fold.fit, fold.held_out) for folds in corpus.repeats for fold in folds]
    everything = np.arange(count + len(corpus.development))
    splits.append((everything[:count], everything[count:]))
    scores: list[list[FloatArray]] = [[] for _ in models]
    for fit, others in splits:
        for place, part in zip(
            scores, _score(corpus, features, models, (fit, others)), strict=True
        ):
            place.append(part)
    return scores


def _score(
    corpus: Corpus,
    features: FeatureChoice,
    models: Sequence[ModelChoice],
    split: tuple[Rows, Rows],
) -> list[FloatArray]:
    fit, others = split
    topics = corpus.labels.shape[1]
    if not len(others):
        return [np.zeros((0, topics)) for _ in models]
    seen, unseen = weigh(features, corpus.counts, fit, others)
    truth = corpus.labels[fit]
    return [
        np.column_stack(
            [
                model.build(corpus.seed).fit(seen, column).decision_function(unseen)
                for column in truth.T
            ]
        )
        for model in models
    ]


def as_trial(corpus: Corpus, name: str, parts: Sequence[FloatArray]) -> Trial:
    """Put the scores of `try_models` for one model into the order of the articles."""
    scores = np.zeros((len(corpus.repeats), *corpus.labels.shape))
    remaining = iter(parts)
    for repeat, folds in enumerate(corpus.repeats):
        for fold in folds:
            scores[repeat, fold.held_out] = next(remaining)
    return Trial(name, scores, next(remaining))
