"""Counting all at a time gives what scikit-learn's vectorisers count one by one."""

import pickle
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer

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


def test_ngrams_know_where_lines_begin_and_end() -> None:
    """A line break belongs to an n-gram at its ends only, and never stands alone."""
    document = compose(Article(headline="甲", body="乙丙\n丁"))
    assert NgramAnalyzer(1, 1)(document) == ["甲", "乙", "丙", "丁"]
    assert set(NgramAnalyzer(2, 2)(document)) == {
        "\n甲",
        "甲\n",
        "\n乙",
        "乙丙",
        "丙\n",
        "\n丁",
        "丁\n",
    }
    assert set(NgramAnalyzer(3, 3)(document)) == {"\n甲\n", "\n乙丙", "乙丙\n", "\n丁\n"}


def test_weights_are_those_of_scikit_learn(documents: list[Document]) -> None:
    """Fitted on some documents: what its own vectoriser gives when fitted on them."""
    counted = CountedDocuments(documents)
    rows = np.arange(0, len(documents), 2)
    features = TfidfFeatures(counted, FeatureSettings((1, 2)), rows)
    matrix = features.matrix(np.arange(len(documents)))
    start = 0
    analyzers = {
        "words": WordAnalyzer(),
        "ngrams": NgramAnalyzer(1, 2),
        "marks": MarkAnalyzer(),
    }
    assert [block.name for block in features.blocks] == list(analyzers)
    for block in features.blocks:
        own = TfidfVectorizer(analyzer=analyzers[block.name], min_df=2, sublinear_tf=True)
        own.fit([documents[row] for row in rows])
        names = block.vectoriser.get_feature_names_out()
        assert sorted(names) == sorted(own.vocabulary_)
        expected = own.transform(documents)[:, [own.vocabulary_[name] for name in names]]
        assert abs(matrix[:, start : start + len(names)] - expected).max() < 1e-12
        start += len(names)
    assert abs(features.union.transform(documents) - matrix).max() < 1e-12


def test_vectorisers_survive_pickling(documents: list[Document]) -> None:
    """Written with one array for a vocabulary, read back to the same columns."""
    features = TfidfFeatures(
        CountedDocuments(documents), FeatureSettings((1, 3)), np.arange(len(documents))
    )
    union = pickle.loads(pickle.dumps(features.union))
    assert abs(union.transform(documents) - features.union.transform(documents)).max() == 0
    names, again = (each.get_feature_names_out().tolist() for each in (features.union, union))
    assert names == again


def test_documents_with_nothing_in_common() -> None:
    """Nothing to learn from is said, with the reason."""
    documents = [compose(Article(body=body)) for body in ("甲", "乙", "丙")]
    with pytest.raises(DataError, match="3 articles hold no words in common"):
        TfidfFeatures(CountedDocuments(documents), FeatureSettings(), np.arange(3))


def test_documents_without_anything_to_count() -> None:
    """No word and no n-gram at all is said just so."""
    documents = [compose(Article(body=body)) for body in ("", "12", "…")]
    with pytest.raises(DataError, match="no words in common"):
        TfidfFeatures(CountedDocuments(documents), FeatureSettings(), np.arange(3))
    assert count_ngrams(lay_out(documents), 3).matrix.shape[0] == 3
    assert count_words([], ()).matrix.shape == (0, 0)
