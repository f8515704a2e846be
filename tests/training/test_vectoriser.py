"""The vectoriser that is small and quick to write."""

import pickle

import numpy as np

from gaoqian.text import compose
from gaoqian_training.datasets import Dataset
from gaoqian_training.features import FeatureSettings
from gaoqian_training.tfidf import CountedDocuments, TfidfFeatures


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
