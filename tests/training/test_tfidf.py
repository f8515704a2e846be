"""TF-IDF of counted features."""

import numpy as np
import pytest
from sklearn.feature_extraction.text import TfidfVectorizer

from gaoqian import Article, DataError
from gaoqian.text import Document, compose
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


def test_documents_with_nothing_in_common() -> None:
    """Nothing to learn from is said, with the reason."""
    documents = [compose(Article(body=body)) for body in ("甲", "乙", "丙")]
    with pytest.raises(DataError, match="3 articles hold no words in common"):
        TfidfFeatures(CountedDocuments(documents), FeatureSettings(), np.arange(3))


def test_blocks_count_what_the_settings_say(documents: list[Document]) -> None:
    """Counted or not, words and marks are weighed beside the n-grams."""
    counted, rows = CountedDocuments(documents), np.arange(len(documents))
    plain = TfidfFeatures(counted, FeatureSettings(), rows)
    weighed = TfidfFeatures(counted, FeatureSettings(words_weight=0.5, marks_weight=3.0), rows)
    sizes = [len(block.counts.names) for block in plain.blocks]
    expected = plain.matrix(rows).multiply(np.repeat([0.5, 1.0, 3.0], sizes))
    assert abs(weighed.matrix(rows) - expected).max() < 1e-12
    assert abs(weighed.union.transform(documents) - expected).max() < 1e-12
