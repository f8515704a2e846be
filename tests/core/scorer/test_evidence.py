"""Evidence."""

import numpy as np
import pytest

from gaoqian import Tagger
from gaoqian.scorer.evidence import strongest_stretches, token_weights
from gaoqian.text import compose
from gaoqian_training.datasets import Dataset


@pytest.mark.parametrize("topic", range(5))
def test_weights_add_up_to_the_log_odds(authored: Dataset, tagger: Tagger, topic: int) -> None:
    """What all tokens add, plus the intercepts, is the topic's log odds."""
    scorer = tagger.bundle.scorer
    calibration = scorer.arrays.calibration
    for article in authored.articles[::40]:
        occurrences = scorer.occurrences(compose(article).text)
        features = scorer.features(occurrences)
        weights = token_weights(scorer, occurrences, features, topic)
        whole = calibration.logits(scorer.decide(features))[topic]
        empty = calibration.logits(scorer.arrays.intercept)[topic]
        assert weights.sum() == pytest.approx(whole - empty, abs=1e-9)


def test_neighbours_join_and_weak_ones_do_not() -> None:
    """Two strong neighbours are one stretch; a weak word or a comma ends it."""
    tokens = ["消防", "通道", "的", "，", "隐患"]
    stretches = strongest_stretches(tokens, np.array([1.0, 0.9, 0.01, 0.5, 0.8]), None)
    assert [(s.text, s.start, s.end) for s in stretches] == [("消防通道", 0, 4), ("隐患", 6, 8)]
    assert stretches[0].weight == pytest.approx(1.9)


def test_limit_counts_distinct_texts() -> None:
    """The same words twice are shown once, where they weigh most."""
    stretches = strongest_stretches(
        ["消防", "，", "消防", "，", "隐患"], np.array([1, 0, 2, 0, 0.5]), 2
    )
    assert [(s.text, s.start) for s in stretches] == [("消防", 3), ("隐患", 6)]


def test_what_a_reader_learns_nothing_from_is_left_out() -> None:
    """Single characters, and stretches within a stronger one, are not shown."""
    tokens = ["总工会", "，", "让", "，", "工会", "，", "慰问"]
    stretches = strongest_stretches(tokens, np.array([2, 0, 1.5, 0, 1, 0, 0.5]), 5)
    assert [s.text for s in stretches] == ["总工会", "慰问"]


def test_nothing_speaks_for_the_topic() -> None:
    """Without a positive weight there is no evidence."""
    assert strongest_stretches(["消防"], np.array([-1.0]), None) == []
    assert strongest_stretches([], np.array([]), None) == []
