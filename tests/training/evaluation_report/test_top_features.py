"""The features that weigh most, as they are shown."""

import numpy as np

from gaoqian import Tagger
from gaoqian.scorer import Calibration, ScorerArrays, build_table, lay_out_rows
from gaoqian_training.evaluation_report.top_features import EDGE, top_features


def test_features_are_spelt_by_number() -> None:
    """Words first, then n-grams as the table numbers them."""
    words, grams = ["工会", "职工"], ["工", "工会"]
    arrays = ScorerArrays(
        words=len(words),
        marks=0,
        spelling="\n".join(words),
        table=build_table(words, grams),
        rows=lay_out_rows(np.ones(4), np.zeros((4, 1))),
        intercept=np.zeros(1),
        calibration=Calibration(np.ones(1), np.zeros(1), np.zeros(1)),
    )
    assert arrays.spell() == [*words, *grams]


def test_edges_of_lines_are_shown(tagger: Tagger) -> None:
    """An n-gram at a line's edge shows it by a sign, since a page shows no line break."""
    shown = [
        feature.text
        for topic in top_features(tagger.bundle, range(5), limit=400)
        for feature in topic.supporting
    ]
    assert any(EDGE in text for text in shown)
    assert not any("\n" in text for text in shown)


def test_strongest_come_first_on_either_side(tagger: Tagger) -> None:
    """Of the topics that are asked for, and no others."""
    topic, *others = top_features(tagger.bundle, [2], limit=9)
    assert others == []
    assert topic.entry == tagger.bundle.manifest.topics[2]
    supporting = [feature.weight for feature in topic.supporting]
    opposing = [feature.weight for feature in topic.opposing]
    assert supporting == sorted(supporting, reverse=True)
    assert opposing == sorted(opposing)
    assert len(supporting) == len(opposing) == 9
    assert supporting[-1] > 0 > opposing[-1]
