"""What is left of the figures when articles arrive as newsrooms send them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from gaoqian import Tagger
from gaoqian_training.datasets import Dataset
from gaoqian_training.disturbances import DISTURBANCES, Disturbance
from gaoqian_training.evaluation import Answers, answer
from gaoqian_training.metrics import Figures


@dataclass(frozen=True, slots=True)
class Disturbed:
    """Figures under one disturbance.

    Attributes:
        label: The disturbance.
        figures: On the disturbed articles.
        abstained: How many of them got no answer.
    """

    label: str
    figures: Figures
    abstained: int


def robustness(tagger: Tagger, dataset: Dataset, undisturbed: Answers) -> Iterator[Disturbed]:
    """Yield the figures as sent, then those under each of `DISTURBANCES`."""
    yield Disturbed("原样 as sent", undisturbed.measure(), undisturbed.abstained)
    for label, disturbance in DISTURBANCES.items():
        answers = answer(tagger, disturb(dataset, disturbance))
        yield Disturbed(label, answers.measure(), answers.abstained)


def disturb(dataset: Dataset, disturbance: Disturbance) -> Dataset:
    """Return the dataset with every article disturbed and every label kept."""
    items = (replace(item, article=disturbance(item.article)) for item in dataset.items)
    return replace(dataset, items=tuple(items))
