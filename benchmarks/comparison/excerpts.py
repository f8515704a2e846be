"""What an article's first paragraph should count in fitting, beside the article itself."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from comparison.judging import Answers
from gaoqian import Article
from gaoqian.mixture import ThresholdObjective
from gaoqian.scorer.arrays import FloatArray
from gaoqian.text import compose
from gaoqian_training.calibration import fit_sigmoid
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset
from gaoqian_training.disturbances import first_paragraph
from gaoqian_training.examples import Examples
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.splits import make_folds
from gaoqian_training.thresholds import choose_thresholds

#: What ships stands first.
WEIGHTS = (DEFAULT.models.excerpts, 0.0, 0.03, 0.3, 1.0)
WAYS: Mapping[str, Callable[[Article], Article]] = {
    "as sent": lambda article: article,
    "first paragraph only": first_paragraph,
}


@dataclass(frozen=True, slots=True)
class ExcerptTrial:
    """One weight's answers to articles as sent and to their first paragraphs.

    Attributes:
        name: The weight, for tables.
        authored: Out of fold, by way; calibrated and decided by the scores as sent.
        development: By models of all authored articles, by way; empty without such a set.
    """

    name: str
    authored: Mapping[str, Answers]
    development: Mapping[str, Answers]


def try_excerpts(
    dataset: Dataset, development: Dataset | None, weight: float, seed: int
) -> ExcerptTrial:
    """Fit the default candidate with excerpts of one weight and answer."""
    scores = {way: np.zeros(dataset.labels.shape) for way in WAYS}
    for fold in make_folds(dataset, seed):
        fit, held_out = (dataset.part(rows.tolist()) for rows in (fold.fit, fold.held_out))
        for way, found in _score(fit, held_out, weight, seed).items():
            scores[way][fold.held_out] = found
    unseen = {} if development is None else _score(dataset, development, weight, seed)
    calibration = fit_sigmoid(scores["as sent"], dataset.labels)
    thresholds = choose_thresholds(
        ThresholdObjective(), calibration.probabilities(scores["as sent"]), dataset.labels, seed
    )

    def answer(found: Mapping[str, FloatArray]) -> dict[str, Answers]:
        chances = {way: calibration.probabilities(each)[None] for way, each in found.items()}
        return {way: Answers(each, each >= thresholds) for way, each in chances.items()}

    ships = " (ships)" if weight == WEIGHTS[0] else ""
    return ExcerptTrial(f"excerpts count {weight:g}{ships}", answer(scores), answer(unseen))


def _score(fit: Dataset, others: Dataset, weight: float, seed: int) -> dict[str, FloatArray]:
    candidate = replace(DEFAULT, models=replace(DEFAULT.models, excerpts=weight))
    pipeline = fit_pipeline(Examples.for_candidates(fit, [candidate]), candidate, seed)
    steps = pipeline[1:]
    return {
        way: steps.decision_function([compose(change(a)) for a in others.articles])
        for way, change in WAYS.items()
    }
