"""From counts to TF-IDF blocks, fitted on some articles and applied to others."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from statistics import median
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.preprocessing import normalize

from comparison.counts import Counts
from gaoqian.scorer.arrays import FloatArray

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class FeatureChoice:
    """A way to make features.

    Attributes:
        name: What tables call it.
        blocks: TF-IDF blocks, each of one or more kinds of features that share a norm.
        headline: How often the headline counts.
        min_df: In how many fitted articles a feature must occur.
        sublinear: Whether a count ``n`` weighs ``1 + ln n`` instead of ``n``.
        background: Whether words take jieba's own idf table instead of the fitted one.
    """

    name: str
    blocks: tuple[tuple[str, ...], ...]
    headline: int = 1
    min_df: int = 2
    sublinear: bool = True
    background: bool = False


def weigh(
    choice: FeatureChoice, counts: Mapping[str, Counts], fit: Rows, others: Rows
) -> tuple[Any, Any]:
    """Return the features of the fitted articles and of others, sparse, a row an article."""
    parts = [_weigh_block(choice, block, counts, (fit, others)) for block in choice.blocks]
    fitted, applied = zip(*parts, strict=True)
    return hstack(fitted, format="csr"), hstack(applied, format="csr")


def _weigh_block(
    choice: FeatureChoice,
    block: Sequence[str],
    counts: Mapping[str, Counts],
    split: tuple[Rows, Rows],
) -> tuple[Any, Any]:
    fit, others = split
    kinds = [counts[kind] for kind in block]
    whole = hstack([kind.headline * choice.headline + kind.body for kind in kinds], format="csr")
    seen = whole[fit]
    kept = np.flatnonzero(seen.getnnz(axis=0) >= choice.min_df)
    seen, unseen = seen[:, kept], whole[others][:, kept]
    if choice.background and tuple(block) == ("words",):
        idf = _background_idf([counts["words"].terms[column] for column in kept])
        return _scale(seen, idf, choice.sublinear), _scale(unseen, idf, choice.sublinear)
    transformer = TfidfTransformer(sublinear_tf=choice.sublinear).fit(seen)
    return transformer.transform(seen), transformer.transform(unseen)


def _scale(counts: Any, idf: FloatArray, sublinear: bool) -> Any:
    scaled = counts.copy()
    if sublinear:
        scaled.data = 1.0 + np.log(scaled.data)
    return normalize(scaled.multiply(idf).tocsr(), copy=False)


def _background_idf(terms: Sequence[str]) -> FloatArray:
    """Look words up in the table that jieba ships (MIT licence); unknown ones get its median.

    The median is what ``jieba.analyse`` gives them.
    """
    table = {}
    for line in files("jieba").joinpath("analyse/idf.txt").read_text("utf-8").splitlines():
        word, value = line.split(" ")
        table[word] = float(value)
    default = median(table.values())
    return np.array([table.get(term, default) for term in terms])
