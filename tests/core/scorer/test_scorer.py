"""The compiled scorer against the scikit-learn pipeline that it was compiled from."""

import joblib
import numpy as np

from gaoqian import Article, Tagger
from gaoqian.bundle.bundle import PIPELINE_NAME
from gaoqian.text import compose
from gaoqian_training.datasets import Dataset
from gaoqian_training.trainer import Training


def test_agrees_with_the_pipeline_on_every_authored_article(
    authored: Dataset, tagger: Tagger, training: Training
) -> None:
    """Decision values and probabilities agree to 1e-6."""
    pipeline = joblib.load(training.path / PIPELINE_NAME)
    expected = pipeline.decision_function(authored.articles)
    scorer = tagger.bundle.scorer
    texts = [compose(article).text for article in authored.articles]
    found = np.array([scorer.decide(scorer.features(scorer.occurrences(text))) for text in texts])
    assert np.abs(found - expected).max() < 1e-6
    probabilities = np.array([scorer.score(text) for text in texts])
    calibrated = scorer.arrays.calibration.probabilities(expected)
    assert np.abs(probabilities - calibrated).max() < 1e-6


def test_text_without_known_features_scores_the_intercepts(tagger: Tagger) -> None:
    """Nothing known, nothing added."""
    arrays = tagger.bundle.scorer.arrays
    expected = arrays.calibration.probabilities(arrays.intercept)
    assert np.allclose(tagger.bundle.scorer.score(compose(Article(body="")).text), expected)
