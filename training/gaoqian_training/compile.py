"""From a fitted scikit-learn pipeline to the plain arrays of the compiled scorer."""

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
    models = pipeline["models"].estimators_
    coefficients = np.vstack([model.coef_ for model in models]).T
    # The scorer knows no weight of a block: what it scales, the coefficients take over.
    coefficients[: len(words)] *= pipeline["features"].transformer_weights["words"]
    idf = np.concatenate([block.idf_ for block in blocks.values()])
    order = _frequent_first(idf, len(words))
    names = [*words, *grams]
    words, grams = [names[n] for n in order[: len(words)]], [names[n] for n in order[len(words) :]]
    return ScorerArrays(
        words=len(words),
        spelling="\n".join(words),
        table=build_table(words, grams),
        rows=lay_out_rows(idf[order], (coefficients * idf[:, None])[order]),
        intercept=np.concatenate([model.intercept_ for model in models]),
        calibration=calibration,
    )


def _frequent_first(idf: FloatArray, words: int) -> list[int]:
    """Return the features of each block in the order of their frequency.

    Most of a text is frequent features, and rows that lie side by side stay in the cache.
    """
    first, second = np.argsort(idf[:words], kind="stable"), np.argsort(idf[words:], kind="stable")
    return [*first.tolist(), *(second + words).tolist()]


def _vocabulary(block: TfidfVectorizer) -> list[str]:
    """The features of a block in the order of its columns."""
    return [str(name) for name in block.get_feature_names_out()]
