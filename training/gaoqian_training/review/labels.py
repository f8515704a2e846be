"""Labels that models which did not see the article disagree with, ranked by cleanlab."""

from collections.abc import Callable
from typing import cast

import numpy as np

from gaoqian.extras import require_extra
from gaoqian.progress import Progress, no_progress
from gaoqian.scorer.arrays import FloatArray
from gaoqian.taxonomy import Mode
from gaoqian_training.calibration import fit_calibration
from gaoqian_training.candidates import candidates_for
from gaoqian_training.datasets.labelled import Dataset
from gaoqian_training.examples import Examples
from gaoqian_training.metrics import BoolArray
from gaoqian_training.review.rows import LabelDisagrees
from gaoqian_training.selection import cross_validate
from gaoqian_training.splits import make_folds
from gaoqian_training.thresholds import LIKELIER_RIGHT

EXCERPT_CHARACTERS = 120

QualityOf = Callable[[list[list[int]], FloatArray], FloatArray]


def find_label_faults(
    dataset: Dataset, seed: int = 0, on_progress: Progress = no_progress
) -> list[LabelDisagrees]:
    """Return the articles whose label is not what the default candidate thinks likelier.

    Args:
        dataset: The labelled articles.
        seed: Of folds and models; the same seed and data give the same rows.
        on_progress: Called with the folds done and their number.

    Returns:
        The lowest label quality first; equals in the order of the files.

    Raises:
        ExtraError: cleanlab is not installed.
        DataError: the data does not suffice for folds.
    """
    quality_of = _load_quality_scorer()
    labels, mode = dataset.labels, dataset.taxonomy.mode
    (candidate,) = candidates_for(dataset, selection=False)
    (trial,) = cross_validate(
        Examples.for_candidates(dataset, [candidate]),
        make_folds(dataset, seed),
        [candidate],
        seed=seed,
        on_progress=on_progress,
    )
    probabilities = fit_calibration(trial.scores, labels, mode).probabilities(trial.scores)
    quality = quality_of([list(map(int, np.flatnonzero(row))) for row in labels], probabilities)
    likelier = _likelier(probabilities, mode)
    differs = (likelier != labels).any(axis=1)
    return [
        _row(dataset, int(index), probabilities[index], likelier[index], float(quality[index]))
        for index in np.argsort(quality, kind="stable")
        if differs[index]
    ]


def _load_quality_scorer() -> QualityOf:
    """Import cleanlab's multilabel label quality score.

    It takes each article's topics as column numbers and the probabilities, shape
    ``(articles, topics)``. A topic's score is the probability of what the label says of it;
    the article's is their exponential moving average from best to worst, so that the worst
    weighs 0.8 (https://docs.cleanlab.ai/stable/cleanlab/multilabel_classification/rank.html).
    """
    require_extra("science")
    from cleanlab.multilabel_classification import get_label_quality_scores

    return cast("QualityOf", get_label_quality_scores)


def _likelier(probabilities: FloatArray, mode: Mode) -> BoolArray:
    """Return what is likelier than not or, where each article has one topic, likeliest."""
    if mode == "single":
        likeliest = probabilities.argmax(axis=1)[:, None]
        chosen: BoolArray = np.arange(probabilities.shape[1]) == likeliest
        return chosen
    return probabilities > LIKELIER_RIGHT


def _row(
    dataset: Dataset,
    index: int,
    probabilities: FloatArray,
    likelier: BoolArray,
    quality: float,
) -> LabelDisagrees:
    item, ids = dataset.items[index], dataset.taxonomy.ids
    return LabelDisagrees(
        where=item.article.source,
        id=item.article.id,
        headline=item.article.headline,
        excerpt=item.article.body[:EXCERPT_CHARACTERS],
        topics=dataset.topics_of(item),
        suggested=tuple(name for name, yes in zip(ids, likelier, strict=True) if yes),
        scores={name: round(float(p), 4) for name, p in zip(ids, probabilities, strict=True)},
        quality=round(quality, 4),
    )
