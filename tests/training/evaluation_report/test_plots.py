"""The plots: what is drawn, read from the images' sizes and from the axes."""

import struct

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager

from gaoqian.bundle import TopicEntry
from gaoqian.taxonomy import Topic
from gaoqian_training.evaluation_report.curves import TopicCurves, topic_curves
from gaoqian_training.evaluation_report.learning import LearningPoint
from gaoqian_training.evaluation_report.plots import (
    chinese_font,
    draw_confusion,
    draw_learning_curve,
    draw_precision_recall,
    draw_reliability,
    draw_scores,
)
from predictions import predictions_of


def _size(png: bytes) -> tuple[int, int]:
    """Return width and height, which a PNG file has in its first chunk."""
    assert png.startswith(b"\x89PNG")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _curves(count: int) -> tuple[TopicCurves, ...]:
    entries = [TopicEntry(Topic(str(n), f"主题{n}"), 0.5) for n in range(count)]
    truth = np.eye(count, dtype=int).tolist()
    names = [entry.topic.id for entry in entries]
    return topic_curves(entries, predictions_of(truth, truth, names), range(count))


def test_panels_stand_in_rows_of_three() -> None:
    """Four topics take two rows, one topic one panel; one without carriers is drawn, too."""
    for draw in (draw_precision_recall, draw_reliability, draw_scores):
        one, three, four = (_size(draw(_curves(count))) for count in (1, 3, 4))
        assert three[0] == 3 * one[0] == four[0]
        assert four[1] == 2 * three[1] == 2 * one[1]


def test_confusion_grows_with_its_labels() -> None:
    """Each gets the same room."""
    sizes = [
        _size(draw_confusion(np.eye(count, dtype=np.int64), [f"主题{n}" for n in range(count)]))
        for count in (2, 4)
    ]
    assert sizes[1][0] - sizes[0][0] == sizes[1][1] - sizes[0][1] > 100


def test_learning_curve_of_one_point_is_drawn() -> None:
    """A part that lacked a topic leaves the others."""
    assert _size(draw_learning_curve([LearningPoint(100, 0.5)]))[0] > 500


def test_chinese_font_is_set_for_the_block_alone() -> None:
    """Inside, plots find a font that holds Chinese; outside, settings are as before."""
    before = mpl.rcParams["font.family"]
    with chinese_font():
        found = font_manager.findfont(font_manager.FontProperties(), fallback_to_default=False)
        assert "NotoSansSC" in found
    assert mpl.rcParams["font.family"] == before
