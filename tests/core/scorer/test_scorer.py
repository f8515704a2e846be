"""The compiled scorer against the scikit-learn pipeline that it was compiled from."""

import joblib
import numpy as np
import pytest

from gaoqian import Article, Tagger
from gaoqian.bundle.bundle import PIPELINE_NAME
from gaoqian.scorer import MAX_TEXTS
from gaoqian.text import compose
from gaoqian_training.datasets import Dataset
from gaoqian_training.trainer import Training


@pytest.mark.parametrize("together", [1, 32])
def test_agrees_with_the_pipeline_on_every_authored_article(
    authored: Dataset, tagger: Tagger, training: Training, together: int
) -> None:
    """Decision values and probabilities agree to 1e-5, however many are scored together."""
    expected = joblib.load(training.path / PIPELINE_NAME).decision_function(authored.articles)
    scorer = tagger.bundle.scorer
    texts = [compose(article).text for article in authored.articles]
    portions = [texts[start : start + together] for start in range(0, len(texts), together)]
    found = np.vstack(
        [scorer.decision_values(scorer.count(scorer.look_up(part))) for part in portions]
    )
    assert np.abs(found - expected).max() < 1e-5
    probabilities = np.vstack([scorer.score(part) for part in portions])
    lengths = [len(text) for text in texts]
    calibrated = scorer.arrays.calibration.probabilities(expected, lengths)
    assert np.abs(probabilities - calibrated).max() < 1e-5


def test_neighbours_change_nothing(authored: Dataset, tagger: Tagger) -> None:
    """A text has the same features and words alone and among others, empty ones included."""
    scorer = tagger.bundle.scorer
    texts = ["", *(compose(article).text for article in authored.articles[:5]), "", "工"]
    batch = scorer.look_up(texts)
    features = scorer.count(batch)
    assert scorer.score(texts).tolist() == [scorer.score([text]).tolist()[0] for text in texts]
    for index, text in enumerate(texts):
        alone = scorer.look_up([text])
        part = batch.select(index, scorer.arrays.table)
        assert part.tokens == alone.tokens
        assert part.bounds.tolist() == alone.bounds.tolist()
        assert part.features.tolist() == alone.features.tolist()
        counted, single = features.select(index), scorer.count(alone)
        assert counted.numbers.tolist() == single.numbers.tolist()
        assert counted.counts[:-1].tolist() == single.counts[:-1].tolist()
        assert counted.bounds == single.bounds


def test_as_many_texts_as_fit(tagger: Tagger) -> None:
    """The last text of a full portion has its own features."""
    scorer = tagger.bundle.scorer
    texts = ["总工会慰问职工"] * (MAX_TEXTS - 1) + ["消防站查隐患"]
    scores = scorer.score(texts)
    assert scores[-1].tolist() == scorer.score(texts[-1:])[0].tolist()
    assert (scores[:-1] == scorer.score(texts[:1])[0]).all()


def test_text_that_was_not_cleaned_is_refused(tagger: Tagger) -> None:
    """U+0000 would pass for the bounds of words."""
    with pytest.raises(ValueError, match=r"U\+0000"):
        tagger.bundle.scorer.look_up(["工会\x00换届"])


def test_text_without_known_features_scores_the_intercepts(tagger: Tagger) -> None:
    """Nothing known, nothing added."""
    arrays = tagger.bundle.scorer.arrays
    expected = arrays.calibration.probabilities(arrays.intercept[None], [1])[0]
    assert np.allclose(tagger.bundle.scorer.score([compose(Article(body="")).text])[0], expected)
