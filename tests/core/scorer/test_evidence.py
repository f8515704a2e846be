"""Evidence."""

from itertools import accumulate

import numpy as np
import pytest

from gaoqian import Tagger
from gaoqian.scorer import Calibration, Scorer, ScorerArrays, build_table, lay_out_rows
from gaoqian.scorer.evidence import Stretch, TokenWeights, strongest_stretches
from gaoqian.segment import load_segmenter
from gaoqian.text import compose
from gaoqian_training.datasets import Dataset


@pytest.mark.parametrize("topic", range(5))
def test_weights_add_up_to_the_log_odds(authored: Dataset, tagger: Tagger, topic: int) -> None:
    """What all tokens add, plus the intercepts, is the topic's log odds."""
    scorer = tagger.bundle.scorer
    calibration = scorer.arrays.calibration
    for article in authored.articles[::40]:
        batch = scorer.look_up([compose(article).text])
        features = scorer.count(batch)
        weights = TokenWeights(scorer, batch, features).for_topic(topic)
        assert len(weights) == len(batch.tokens[0])
        whole = calibration.logits(scorer.decision_values(features))[0, topic]
        empty = calibration.logits(scorer.arrays.intercept)[topic]
        assert weights.sum() == pytest.approx(whole - empty, abs=1e-5)


@pytest.mark.parametrize("text", ["", "\n", "Ωμέγα", "Ωμέγα 工会", "会"])
@pytest.mark.parametrize("ngrams", [[], ["工", "工会"]])
def test_what_is_unknown_weighs_nothing(text: str, ngrams: list[str]) -> None:
    """Neither a text without a known word nor one without a known n-gram divides by zero."""
    words = ["工会"]
    arrays = ScorerArrays(
        words=1,
        marks=0,
        spelling="工会",
        table=build_table(words, ngrams),
        rows=lay_out_rows(np.ones(1 + len(ngrams)), np.ones((1 + len(ngrams), 1))),
        intercept=np.zeros(1),
        calibration=Calibration(np.ones(1), np.zeros(1), np.zeros(1)),
    )
    scorer = Scorer(arrays, load_segmenter())
    batch = scorer.look_up([text])
    features = scorer.count(batch)
    weights = TokenWeights(scorer, batch, features).for_topic(0)
    assert weights.sum() == pytest.approx(scorer.decision_values(features)[0, 0], abs=1e-6)
    assert (weights.sum() > 0) == ("工会" in text)


def _strongest(tokens: list[str], weights: list[float], limit: int | None) -> list[Stretch]:
    starts = np.array([0, *accumulate(map(len, tokens))][:-1], dtype=np.int64)
    return strongest_stretches(tokens, starts, np.array(weights), limit)


def test_neighbours_join_and_weak_ones_do_not() -> None:
    """Two strong neighbours are one stretch; a weak word or a comma ends it."""
    tokens = ["消防", "通道", "的", "，", "隐患"]
    stretches = _strongest(tokens, [1.0, 0.9, 0.01, 0.5, 0.8], None)
    assert [(s.text, s.start, s.end) for s in stretches] == [("消防通道", 0, 4), ("隐患", 6, 8)]
    assert stretches[0].weight == pytest.approx(1.9)


def test_limit_counts_distinct_texts() -> None:
    """The same words twice are shown once, where they weigh most."""
    stretches = _strongest(["消防", "，", "消防", "，", "隐患"], [1, 0, 2, 0, 0.5], 2)
    assert [(s.text, s.start) for s in stretches] == [("消防", 3), ("隐患", 6)]


def test_what_a_reader_learns_nothing_from_is_left_out() -> None:
    """Single characters, and stretches within a stronger one, are not shown."""
    tokens = ["总工会", "，", "让", "，", "工会", "，", "慰问"]
    stretches = _strongest(tokens, [2, 0, 1.5, 0, 1, 0, 0.5], 5)
    assert [s.text for s in stretches] == ["总工会", "慰问"]


def test_nothing_speaks_for_the_topic() -> None:
    """Without a positive weight there is no evidence."""
    assert _strongest(["消防"], [-1.0], None) == []
    assert _strongest([], [], None) == []


def test_evidence_among_others_is_that_of_the_article_alone(
    authored: Dataset, tagger: Tagger
) -> None:
    """Tagged together or one by one, the stretches are the same."""
    articles = authored.articles[::25]
    for article, result in zip(articles, tagger.tag_many(articles, explain=True), strict=True):
        alone = tagger.tag(article, explain=True)
        assert [tag.topic for tag in result.tags] == [tag.topic for tag in alone.tags]
        for together, single in zip(result.tags, alone.tags, strict=True):
            places = [
                [(e.field, e.start, e.end) for e in tag.evidence] for tag in (together, single)
            ]
            assert places[0] == places[1]
