"""Counting all at a time gives what scikit-learn's vectorisers count one by one."""

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from gaoqian import Article, DataError
from gaoqian.text import Document, compose
from gaoqian_training.counts import Counts, count_marks, count_ngrams, count_words, lay_out
from gaoqian_training.datasets import Dataset
from gaoqian_training.features import (
    FeatureSettings,
    MarkAnalyzer,
    NgramAnalyzer,
    WordAnalyzer,
)
from gaoqian_training.tfidf import CountedDocuments, TfidfFeatures

_ODD = (
    Article(headline="", body="工会"),
    Article(headline="5G 来了", body="第1条\n\n好\n2026年，APP与5Ｇ；\n😀👍"),
    Article(headline="甲", body=""),
)


@pytest.fixture(scope="module")
def documents(authored: Dataset) -> list[Document]:
    """Authored articles of every file, and odd ones."""
    return [compose(article) for article in (*authored.articles[::25], *_ODD)]


@pytest.mark.parametrize(
    ("count", "analyzer"),
    [
        (lambda documents: count_words(documents, ()), WordAnalyzer()),
        (count_marks, MarkAnalyzer()),
        (lambda documents: count_ngrams(lay_out(documents), 1), NgramAnalyzer(1, 1)),
        (lambda documents: count_ngrams(lay_out(documents), 2), NgramAnalyzer(2, 2)),
        (lambda documents: count_ngrams(lay_out(documents), 3), NgramAnalyzer(3, 3)),
    ],
    ids=["words", "marks", "1", "2", "3"],
)
def test_counts_are_those_of_the_analyzer(
    documents: list[Document],
    count: Callable[[Sequence[Document]], Counts],
    analyzer: Callable[[Document], list[str]],
) -> None:
    """The same features, as often in every document."""
    counts = count(documents)
    vectoriser = CountVectorizer(analyzer=analyzer)
    expected = vectoriser.fit_transform(documents)
    assert sorted(counts.names) == sorted(vectoriser.vocabulary_)
    columns = [vectoriser.vocabulary_[name] for name in counts.names]
    assert (counts.matrix != expected[:, columns]).nnz == 0


def test_documents_without_anything_to_count() -> None:
    """No word and no n-gram at all is said just so."""
    documents = [compose(Article(body=body)) for body in ("", "12", "…")]
    with pytest.raises(DataError, match="no words in common"):
        TfidfFeatures(CountedDocuments(documents), FeatureSettings(), np.arange(3))
    assert count_ngrams(lay_out(documents), 3).matrix.shape[0] == 3
    assert count_words([], ()).matrix.shape == (0, 0)
