"""From a fitted scikit-learn pipeline to the plain arrays of the compiled scorer."""

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.pipeline import Pipeline

from gaoqian.scorer import Calibration, ScorerArrays, build_table, lay_out_rows
from gaoqian.scorer.arrays import FloatArray


def compile_pipeline(pipeline: Pipeline, calibration: Calibration) -> ScorerArrays:
    """Take the arrays out of a fitted pipeline from `fit_pipeline`.

    Args:
        pipeline: Fitted.
        calibration: From decision values to probabilities.
    """
    blocks: dict[str, Any] = dict(pipeline["features"].transformer_list)
    words = _vocabulary(blocks["words"])
    grams = _vocabulary(blocks["ngrams"]) if "ngrams" in blocks else []
    marks = _vocabulary(blocks["marks"]) if "marks" in blocks else []
    models = pipeline["models"].estimators_
    coefficients = np.vstack([model.coef_ for model in models]).T
    # The scorer knows no weight of a block: what it scales, the coefficients take over.
    weights = pipeline["features"].transformer_weights
    sizes = [len(block.vocabulary_) for block in blocks.values()]
    coefficients *= np.repeat([weights[name] for name in blocks], sizes)[:, None]
    idf = np.concatenate([block.idf_ for block in blocks.values()])
    order = _frequent_first(idf, sizes)
    names = [*words, *grams, *marks]
    words = [names[number] for number in order[: len(words)]]
    others = [names[number] for number in order[len(words) :]]
    return ScorerArrays(
        words=len(words),
        marks=len(marks),
        spelling="\n".join(words),
        table=build_table(words, others),
        rows=lay_out_rows(idf[order], (coefficients * idf[:, None])[order]),
        intercept=np.concatenate([model.intercept_ for model in models]),
        calibration=calibration,
    )


def _frequent_first(idf: FloatArray, sizes: Sequence[int]) -> list[int]:
    """Return the features of each block in the order of their frequency.

    Most of a text is frequent features, and rows that lie side by side stay in the cache.
    """
    bounds = pairwise(accumulate(sizes, initial=0))
    parts = (start + np.argsort(idf[start:end], kind="stable") for start, end in bounds)
    return [int(number) for part in parts for number in part]


def _vocabulary(block: TfidfVectorizer) -> list[str]:
    """The features of a block in the order of its columns."""
    return [str(name) for name in block.get_feature_names_out()]
