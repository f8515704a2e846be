"""Linear models by their kinds."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression

from gaoqian import Article, ModelStore, Tagger
from gaoqian_training import models
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset
from gaoqian_training.models import MODEL_KINDS, ModelSettings, fit_models
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import train

_FEATURES = np.array([[1.0, 0.0], [0.9, 0.2], [0.0, 1.0], [0.1, 0.8]])
_LABELS = np.array([[True], [True], [False], [False]])


def test_sample_weights_move_the_border() -> None:
    """An example of weight 0 has no say."""
    even = fit_models(ModelSettings(), _FEATURES, _LABELS, np.ones(4), 0)
    odd = fit_models(ModelSettings(), _FEATURES, _LABELS, np.array([1.0, 0.0, 1.0, 1.0]), 0)
    both = np.delete(_FEATURES, 1, axis=0)
    alone = fit_models(ModelSettings(), both, np.delete(_LABELS, 1, axis=0), np.ones(3), 0)
    coefficients = [each.estimators_[0].coef_ for each in (even, odd, alone)]
    assert coefficients[1] == pytest.approx(coefficients[2], abs=1e-3)
    assert coefficients[0] != pytest.approx(coefficients[1], abs=1e-3)


def test_another_kind_is_one_entry(
    authored: Dataset, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is trained with it is a bundle like any other: nothing else knows the kind."""
    few = replace(authored, items=authored.items[::6])
    kinds = {**MODEL_KINDS, "logistic": lambda given, _: LogisticRegression(C=given.regularisation)}
    monkeypatch.setattr(models, "MODEL_KINDS", kinds)
    candidate = replace(
        DEFAULT, name="words, logistic C=8", models=ModelSettings("logistic", 8.0, 0.1)
    )
    training = train(few, ModelStore(tmp_path), TrainingSettings((candidate,)))
    assert training.manifest.training["candidate"] == "words, logistic C=8"
    tagger = Tagger.load(training.path)
    text = "消防站的队员逐户检查电线，教老人用灭火毯，排查火灾隐患。" * 3
    scores = tagger.tag(Article(body=text)).scores
    assert max(scores, key=lambda topic: scores[topic]) == "safety"
