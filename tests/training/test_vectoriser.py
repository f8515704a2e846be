"""The vectoriser that is small and quick to write."""

import pickle

import numpy as np

from gaoqian.text import compose
from gaoqian_training.datasets import Dataset
from gaoqian_training.features import FeatureSettings
from gaoqian_training.tfidf import CountedDocuments, TfidfFeatures
from gaoqian_training.vectoriser import build_vectoriser


def test_vectorisers_survive_pickling(authored: Dataset) -> None:
    """Written with one array for a vocabulary, read back to the same columns."""
    documents = [compose(article) for article in authored.articles[::25]]
    features = TfidfFeatures(
        CountedDocuments(documents), FeatureSettings((1, 3)), np.arange(len(documents))
    )
    union = pickle.loads(pickle.dumps(features.union))
    assert abs(union.transform(documents) - features.union.transform(documents)).max() == 0
    names, again = (each.get_feature_names_out().tolist() for each in (features.union, union))
    assert names == again


def test_vocabulary_is_pickled_once() -> None:
    """As one array: without the dictionary that scikit-learn was given."""
    vectoriser = build_vectoriser(str.split, ["工会", "健身"], np.array([1.0, 2.0]))
    state = vectoriser.__getstate__()
    assert state["vocabulary"] is None
    assert state["vocabulary_"].tolist() == ["工会", "健身"]
    again = pickle.loads(pickle.dumps(vectoriser))
    assert again.vocabulary_ == {"工会": 0, "健身": 1}
