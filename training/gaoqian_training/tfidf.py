"""TF-IDF of counted features: fitted on some documents, computed for any."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy.sparse import hstack
from sklearn.feature_extraction.text import TfidfTransformer
from sklearn.pipeline import FeatureUnion

from gaoqian import DataError
from gaoqian.segment import UserWord
from gaoqian.text import Document
from gaoqian_training.counts import (
    Characters,
    Counts,
    count_marks,
    count_ngrams,
    count_words,
    lay_out,
)
from gaoqian_training.features import (
    FeatureSettings,
    MarkAnalyzer,
    NgramAnalyzer,
    WordAnalyzer,
)
from gaoqian_training.vectoriser import Analyzer, CompactVectoriser, build_vectoriser

Rows = npt.NDArray[np.int64]


class CountedDocuments:
    """Documents whose features are counted on the first call and kept."""

    def __init__(self, documents: Sequence[Document], user_words: Sequence[UserWord] = ()) -> None:
        self.documents = documents
        self.user_words = tuple(user_words)
        self._ngrams: dict[int, Counts] = {}

    @cached_property
    def words(self) -> Counts:
        """Counts of the words."""
        return count_words(self.documents, self.user_words)

    @cached_property
    def marks(self) -> Counts:
        """Counts of the marks."""
        return count_marks(self.documents)

    def ngrams(self, smallest: int, largest: int) -> Counts:
        """Return the counts of the n-grams of a range of sizes, the smallest size first."""
        sizes = range(smallest, largest + 1)
        for size in sizes:
            if size not in self._ngrams:
                self._ngrams[size] = count_ngrams(self._characters, size)
        parts = [self._ngrams[size] for size in sizes]
        names = np.concatenate([part.names for part in parts])
        return Counts(names, hstack([part.matrix for part in parts], format="csr"))

    @cached_property
    def _characters(self) -> Characters:
        return lay_out(self.documents)


@dataclass(frozen=True, slots=True)
class Block:
    """TF-IDF of one kind of feature.

    Attributes:
        name: ``words``, ``ngrams`` or ``marks``.
        counts: Of all documents, only those features that occur often enough.
        vectoriser: Scikit-learn's, as if fitted on the documents themselves.
        transformer: From counts to TF-IDF.
    """

    name: str
    counts: Counts
    vectoriser: CompactVectoriser
    transformer: TfidfTransformer


class TfidfFeatures:
    """The union of a candidate's blocks, fitted on some of the counted documents.

    Args:
        documents: All documents.
        settings: What the features are.
        rows: The documents to fit on.

    Raises:
        DataError: those documents share no word or n-gram often enough to learn from.
    """

    def __init__(self, documents: CountedDocuments, settings: FeatureSettings, rows: Rows) -> None:
        words = WordAnalyzer(documents.user_words)
        self.blocks = [_fit("words", documents.words, words, settings, rows)]
        if settings.ngrams is not None:
            ngrams = NgramAnalyzer(*settings.ngrams)
            counts = documents.ngrams(*settings.ngrams)
            self.blocks.append(_fit("ngrams", counts, ngrams, settings, rows))
        # Many houses' archives have lost their rubrics, and lack nothing but them.
        marks = documents.marks
        if settings.marks_weight > 0.0 and _often(marks.matrix[rows], settings).size:
            self.blocks.append(_fit("marks", marks, MarkAnalyzer(), settings, rows))
        weights = {"words": settings.words_weight, "marks": settings.marks_weight}
        self.block_weights = {block.name: weights.get(block.name, 1.0) for block in self.blocks}

    def matrix(self, rows: Rows) -> Any:
        """Return the TF-IDF rows of some documents, sparse, shape ``(rows, features)``."""
        parts = [
            block.transformer.transform(block.counts.matrix[rows]) * self.block_weights[block.name]
            for block in self.blocks
        ]
        return hstack(parts, format="csr")

    @property
    def union(self) -> FeatureUnion:
        """Scikit-learn's union, for documents that were never counted."""
        blocks = [(block.name, block.vectoriser) for block in self.blocks]
        return FeatureUnion(blocks, transformer_weights=self.block_weights)


def _fit(
    name: str, counts: Counts, analyzer: Analyzer, settings: FeatureSettings, rows: Rows
) -> Block:
    fit = counts.matrix[rows]
    columns = _often(fit, settings)
    if not len(columns):
        raise DataError(
            f"{len(rows)} articles hold no {name} in common to learn from: none stands in "
            f"{settings.min_df} of them"
        )
    often = Counts(counts.names[columns], counts.matrix[:, columns])
    transformer = TfidfTransformer(sublinear_tf=True).fit(often.matrix[rows])
    vectoriser = build_vectoriser(analyzer, often.names.tolist(), transformer.idf_)
    return Block(name, often, vectoriser, transformer)


def _often(counts: Any, settings: FeatureSettings) -> npt.NDArray[np.int64]:
    """Return the columns that occur in enough of the rows."""
    frequencies = np.bincount(counts.indices, minlength=counts.shape[1])
    return np.flatnonzero(frequencies >= settings.min_df)
