"""Seeded folds: stratified by the set of topics, groups kept together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from sklearn.model_selection import StratifiedGroupKFold, StratifiedKFold

from gaoqian import DataError
from gaoqian_training.datasets import Dataset

FOLDS = 5


@dataclass(frozen=True, slots=True)
class Fold:
    """Indices of the articles to fit on and of the articles held out."""

    fit: npt.NDArray[np.int64]
    held_out: npt.NDArray[np.int64]


def make_folds(dataset: Dataset, seed: int, folds: int = FOLDS) -> list[Fold]:
    """Split a dataset into folds; every article is held out once.

    Raises:
        DataError: some topic has too few articles, or too few groups, to stand in every fold.
    """
    _check_counts(dataset, folds)
    strata, groups = _strata(dataset, folds), dataset.groups
    # Without groups to keep together, the plain splitter does the same in no time.
    alone = len(set(groups)) == len(groups)
    kind = StratifiedKFold if alone else StratifiedGroupKFold
    splitter = kind(folds, shuffle=True, random_state=seed)
    try:
        parts = list(splitter.split(strata, strata, None if alone else groups))
    except ValueError as error:
        raise DataError(f"the data cannot be split into {folds} folds: {error}") from error
    labels = dataset.labels
    for fit, _ in parts:
        absent = ~labels[fit].any(axis=0) | labels[fit].all(axis=0)
        if absent.any():
            topic = dataset.taxonomy.ids[int(np.flatnonzero(absent)[0])]
            raise DataError(
                f"topic {topic!r}: all of its articles, or all others, are in one group; "
                f"expected them in at least {folds} groups"
            )
    return [Fold(fit, held_out) for fit, held_out in parts]


def _check_counts(dataset: Dataset, folds: int) -> None:
    labels = dataset.labels
    for topic, with_topic in zip(dataset.taxonomy.ids, labels.sum(axis=0), strict=True):
        fewest = min(int(with_topic), len(labels) - int(with_topic))
        if fewest < folds:
            raise DataError(
                f"topic {topic!r}: {with_topic} of {len(labels)} articles carry it, expected at "
                f"least {folds} that do and {folds} that do not"
            )


def _strata(dataset: Dataset, folds: int) -> list[str]:
    """Name each article's set of topics; sets too rare to spread go by their rarest topic."""
    sets = ["+".join(sorted(item.topics)) for item in dataset.items]
    sizes = Counter(sets)
    topics = Counter(topic for item in dataset.items for topic in item.topics)
    return [
        name if sizes[name] >= folds else _rarest(sorted(item.topics), topics)
        for name, item in zip(sets, dataset.items, strict=True)
    ]


def _rarest(names: Sequence[str], counts: Counter[str]) -> str:
    return min(names, key=lambda name: counts[name], default="")
