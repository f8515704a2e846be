"""Calibration and thresholds inside: a fold's answers never come from its own labels."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from comparison.calibrators import Calibrator, sigmoid
from comparison.judging import Answers
from comparison.rules import Rule, shipped
from comparison.trial import Corpus, Trial
from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.metrics import BoolArray
from gaoqian_training.splits import Fold


@dataclass(frozen=True, slots=True)
class Judgement:
    """One choice's answers to both sets.

    Attributes:
        name: The choice.
        authored: Out of fold; calibration and thresholds from the other folds' scores.
        development: By models, calibration and thresholds from all authored articles, once
            for each repeat's out-of-fold scores.
        thresholds: The latter, shape ``(repeats, topics)``.
    """

    name: str
    authored: Answers
    development: Answers
    thresholds: FloatArray


def answer(corpus: Corpus, trial: Trial, rule: Rule = shipped) -> Judgement:
    """Calibrate by sigmoid, choose thresholds by a rule and answer."""
    given = np.zeros(trial.scores.shape, dtype=np.bool_)
    for repeat, folds in enumerate(corpus.repeats):
        given[repeat] = _answer_folds(corpus, trial.scores[repeat], folds, rule)
    applied = [_apply(corpus, scores, trial.development, rule) for scores in trial.scores]
    repeated = np.repeat(trial.development[None], len(applied), axis=0)
    return Judgement(
        trial.name,
        Answers(trial.scores, given),
        Answers(repeated, np.stack([answers for answers, _ in applied])),
        np.stack([thresholds for _, thresholds in applied]),
    )


def probabilities(
    corpus: Corpus, trial: Trial, calibrator: Calibrator
) -> tuple[FloatArray, FloatArray]:
    """Calibrate both sets: ``(repeats, articles, topics)`` and ``(repeats, items, topics)``."""
    nested = np.zeros(trial.scores.shape)
    for repeat, folds in enumerate(corpus.repeats):
        for fold in folds:
            scores = trial.scores[repeat]
            apply = calibrator(scores[fold.fit], corpus.labels[fold.fit])
            nested[repeat, fold.held_out] = apply(scores[fold.held_out])
    if not len(trial.development):
        return nested, np.zeros((len(trial.scores), *trial.development.shape))
    development = [calibrator(s, corpus.labels)(trial.development) for s in trial.scores]
    return nested, np.stack(development)


def _answer_folds(
    corpus: Corpus, scores: FloatArray, folds: Sequence[Fold], rule: Rule
) -> BoolArray:
    given = np.zeros(scores.shape, dtype=np.bool_)
    for fold in folds:
        labels = corpus.labels[fold.fit]
        apply = sigmoid(scores[fold.fit], labels)
        thresholds = rule(apply(scores[fold.fit]), labels, corpus.seed)
        given[fold.held_out] = apply(scores[fold.held_out]) >= thresholds
    return given


def _apply(
    corpus: Corpus, scores: FloatArray, unseen: FloatArray, rule: Rule
) -> tuple[BoolArray, FloatArray]:
    apply = sigmoid(scores, corpus.labels)
    thresholds = rule(apply(scores), corpus.labels, corpus.seed)
    if not len(unseen):
        return np.zeros(unseen.shape, dtype=np.bool_), thresholds
    return apply(unseen) >= thresholds, thresholds
