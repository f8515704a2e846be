"""Robustness: the figures on perturbed articles, as newsrooms may send them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gaoqian import Tagger
from gaoqian_training.datasets import Dataset
from gaoqian_training.evaluation import Predictions, predict
from gaoqian_training.metrics import Figures
from gaoqian_training.perturbations import PERTURBATIONS, Perturbation


@dataclass(frozen=True, slots=True)
class PerturbedFigures:
    """Figures under one perturbation.

    Attributes:
        label: The perturbation.
        figures: On the perturbed articles.
        abstained: How many of them were abstained from.
    """

    label: str
    figures: Figures
    abstained: int


def robustness(
    tagger: Tagger, dataset: Dataset, as_sent: Predictions
) -> Iterator[PerturbedFigures]:
    """Yield the figures as sent, then those under each of `PERTURBATIONS`."""
    yield PerturbedFigures("原样 as sent", as_sent.measure(), as_sent.abstained)
    for label, perturbation in PERTURBATIONS.items():
        predictions = predict(tagger, perturb(dataset, perturbation))
        yield PerturbedFigures(label, predictions.measure(), predictions.abstained)


def perturb(dataset: Dataset, perturbation: Perturbation) -> Dataset:
    """Return the dataset with every article perturbed and every label kept."""
    items = (replace(item, article=perturbation(item.article)) for item in dataset.items)
    return replace(dataset, items=tuple(items))
