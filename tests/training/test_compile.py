"""From a fitted pipeline to the scorer's arrays."""

from dataclasses import replace

import numpy as np
import pytest

from gaoqian.scorer import Scorer, audit_arrays
from gaoqian.segment import load_segmenter
from gaoqian.text import compose
from gaoqian_training.calibration import fit_sigmoid
from gaoqian_training.candidates import Candidate
from gaoqian_training.compile import compile_pipeline
from gaoqian_training.datasets import Dataset
from gaoqian_training.examples import Examples
from gaoqian_training.features import FeatureSettings
from gaoqian_training.models import ModelSettings
from gaoqian_training.pipeline import fit_pipeline


@pytest.mark.parametrize(
    ("settings", "sizes"),
    [
        (FeatureSettings(None, marks_weight=0.0), ()),
        (FeatureSettings(None, marks_weight=2.0), (1,)),
        (FeatureSettings((1, 3), words_weight=0.5), (1, 2, 3)),
    ],
    ids=["words alone", "words and marks", "words at half weight"],
)
def test_other_features_compile_too(
    authored: Dataset, settings: FeatureSettings, sizes: tuple[int, ...]
) -> None:
    """A pipeline without n-grams, or with blocks weighed otherwise, gives the same scores."""
    small = replace(authored, items=authored.items[::6])
    candidate = Candidate("other", settings, ModelSettings())
    pipeline = fit_pipeline(Examples(small), candidate, seed=0)
    scores = pipeline.decision_function(small.articles)
    arrays = compile_pipeline(pipeline, fit_sigmoid(scores, small.labels))
    audit_arrays(arrays)
    assert arrays.table.sizes == sizes
    scorer = Scorer(arrays, load_segmenter())
    for article, expected in zip(small.articles[::20], scores[::20], strict=True):
        text = compose(article).text
        (found,) = scorer.decision_values(scorer.count(scorer.look_up([text])))
        assert np.abs(found - expected).max() < 1e-5
