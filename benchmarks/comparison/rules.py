"""Rules that choose each topic's threshold from probabilities of unseen articles."""

from collections.abc import Callable, Mapping

import numpy as np

from gaoqian.mixture import ThresholdObjective
from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.metrics import BoolArray
from gaoqian_training.thresholds import best_f1_threshold, choose_thresholds

_RESAMPLES = 200
#: From probabilities and labels, both ``(articles, topics)``, and a seed to ``(topics,)``.
Rule = Callable[[FloatArray, BoolArray, int], FloatArray]


def shipped(probabilities: FloatArray, labels: BoolArray, seed: int) -> FloatArray:
    """Choose as training does: the median of resampled best F1, not below 0.5."""
    return np.array(choose_thresholds(ThresholdObjective(), probabilities, labels, seed))


def single_best(probabilities: FloatArray, labels: BoolArray, _seed: int) -> FloatArray:
    """Choose the one threshold of best F1."""
    pairs = zip(probabilities.T, labels.T, strict=True)
    return np.array([best_f1_threshold(column, truth) for column, truth in pairs])


def resampled_best(probabilities: FloatArray, labels: BoolArray, seed: int) -> FloatArray:
    """Choose the median of the thresholds of best F1 over bootstrap resamples."""
    generator = np.random.default_rng(seed)
    samples = generator.integers(0, len(labels), (_RESAMPLES, len(labels)))
    found = [single_best(probabilities[rows], labels[rows], seed) for rows in samples]
    return np.asarray(np.median(found, axis=0))


def fixed(threshold: float) -> Rule:
    """Return the rule that takes one number for all topics.

    A wrong tag that costs ``r`` times a missing one makes it ``r / (1 + r)``.
    """
    return lambda probabilities, _labels, _seed: np.full(probabilities.shape[1], threshold)


def precise(target: float) -> Rule:
    """Return the rule that takes the lowest threshold from which precision holds."""

    def choose(probabilities: FloatArray, labels: BoolArray, _seed: int) -> FloatArray:
        pairs = zip(probabilities.T, labels.T, strict=True)
        return np.array([_lowest(column, truth, target) for column, truth in pairs])

    return choose


def _lowest(probabilities: FloatArray, truth: BoolArray, target: float) -> float:
    order = np.argsort(-probabilities, kind="stable")
    precision = np.cumsum(truth[order]) / np.arange(1, len(truth) + 1)
    reached = np.flatnonzero(precision >= target)
    return float(probabilities[order[reached[-1]]]) if len(reached) else 1.0


def expected_share(share: float) -> Rule:
    """Return the rule of even odds in copy of which each topic is carried by a stated share.

    Bayes: odds scale with the prior odds, so even odds there are, among the authored
    articles, the odds of the authored share over the odds of the expected one.
    """

    def choose(_probabilities: FloatArray, labels: BoolArray, _seed: int) -> FloatArray:
        authored = labels.mean(axis=0)
        odds = authored / (1 - authored) * (1 - share) / share
        return np.asarray(odds / (1 + odds))

    return choose


def not_below_half(rule: Rule) -> Rule:
    """Return a rule raised to 0.5."""
    return lambda *given: np.maximum(rule(*given), 0.5)


def apart(rule: Rule, topic: int, other: Rule) -> Rule:
    """Return the rule that treats one topic by another rule."""

    def choose(probabilities: FloatArray, labels: BoolArray, seed: int) -> FloatArray:
        thresholds = rule(probabilities, labels, seed)
        thresholds[topic] = other(probabilities, labels, seed)[topic]
        return thresholds

    return choose


def build_rules(editorial: int) -> Mapping[str, Rule]:
    """Return the rules by name, what ships first; ``editorial`` is the genre's number."""
    precise_enough = not_below_half(precise(0.95))
    return {
        "max(median of resampled best F1, 0.5) (ships)": shipped,
        "best F1, single": single_best,
        "median of resampled best F1": resampled_best,
        "fixed 0.333 (a wrong tag costs half a missing one)": fixed(1 / 3),
        "fixed 0.5 (as much)": fixed(0.5),
        "fixed 0.6 (1.5 times)": fixed(0.6),
        "fixed 0.667 (twice)": fixed(2 / 3),
        "fixed 0.75 (three times)": fixed(0.75),
        "precision 0.95": precise(0.95),
        "max(precision 0.95, 0.5)": precise_enough,
        "even odds at an expected share of 15 %": expected_share(0.15),
        "even odds at an expected share of 10 %": expected_share(0.10),
        "even odds at an expected share of 5 %": expected_share(0.05),
        "ships; editorial by max(precision 0.95, 0.5)": apart(shipped, editorial, precise_enough),
        "ships; editorial at an expected share of 5 %": apart(
            shipped, editorial, expected_share(0.05)
        ),
    }
