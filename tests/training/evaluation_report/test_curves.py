"""Curves of topics."""

import numpy as np
import pytest

from gaoqian.bundle import TopicEntry
from gaoqian.taxonomy import Topic
from gaoqian_training.evaluation import Predictions
from gaoqian_training.evaluation_report.curves import topic_curves, topic_label

_ENTRIES = [TopicEntry(Topic("a", "甲", label_en="first"), 0.5), TopicEntry(Topic("b", "乙"), 0.4)]
_SCORES = np.array([[0.9, 0.1], [0.6, 0.2], [0.2, 0.3], [0.0, 0.0]])
_TRUTH = np.array([[1, 0], [0, 0], [1, 0], [1, 0]], dtype=bool)
_PREDICTIONS = Predictions(
    ("a", "b"), _SCORES, _SCORES >= [0.5, 0.4], _TRUTH, np.array([True, True, True, False]), 1
)


def test_curves_are_of_scored_articles_alone() -> None:
    """The figures are of all: an article that was not scored counts as missed."""
    (curves,) = topic_curves(_ENTRIES, _PREDICTIONS, [0])
    assert curves.carrying.tolist() == [0.9, 0.2]
    assert curves.others.tolist() == [0.6]
    assert curves.figures.recall == pytest.approx(1 / 3)
    assert curves.recall[0] == 1.0
    assert curves.precision[0] == pytest.approx(2 / 3)
    assert curves.calibration_error == pytest.approx((0.1 + 0.6 + 0.8) / 3)


def test_topic_that_no_article_carries_has_no_curve() -> None:
    """But figures and bins."""
    (curves,) = topic_curves(_ENTRIES, _PREDICTIONS, [1])
    assert len(curves.precision) == len(curves.recall) == 0
    assert curves.figures.average_precision is None
    assert [each.share for each in curves.bins] == [0.0, 0.0, 0.0]


def test_label_is_chinese_first() -> None:
    """With the English one where there is one."""
    assert [topic_label(entry) for entry in _ENTRIES] == ["甲 first", "乙"]
