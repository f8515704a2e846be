"""The plots: each function draws one figure from numbers, for Chinese and English readers."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import BytesIO

import matplotlib as mpl
import numpy as np
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.layout_engine import ConstrainedLayoutEngine
from pylopdf_fonts_zh_cn import sans_path

from gaoqian_training.evaluation_report.confusion import Counts
from gaoqian_training.evaluation_report.curves import TopicCurves
from gaoqian_training.evaluation_report.learning import LearningPoint

_COLUMNS = 3
_PANEL = (3.9, 3.5)  # inches
_DOTS_PER_INCH = 120
#: Okabe and Ito, Color universal design, 2008: told apart by colour-blind readers, too.
_BLUE, _ORANGE, _GREY = "#0072B2", "#D55E00", "#767676"
_SCORE_BINS = [number / 25 for number in range(26)]


@contextmanager
def chinese_font() -> Iterator[None]:
    """Draw with Noto Sans SC inside the block.

    The font is made known to this process alone; it is not added to matplotlib's list of fonts
    in the user's cache folder.
    """
    path = str(sans_path())
    if all(entry.fname != path for entry in font_manager.fontManager.ttflist):
        font_manager.fontManager.addfont(path)
    family = font_manager.FontProperties(fname=path).get_name()
    with mpl.rc_context({"font.family": [family], "axes.unicode_minus": True}):
        yield


def draw_precision_recall(curves: Sequence[TopicCurves]) -> bytes:
    """Draw each topic's precision over recall, with the point of its threshold."""

    def draw(axes: Axes, topic: TopicCurves) -> None:
        figures = topic.figures
        if figures.average_precision is None:
            _say(axes, "没有此类稿件\nno article carries it")
        else:
            axes.plot(topic.recall, topic.precision, color=_BLUE, drawstyle="steps-post")
            axes.plot(figures.recall, figures.precision, "o", color=_ORANGE)
            axes.annotate(
                f"阈值 threshold {topic.entry.threshold:.2f}\nP {figures.precision:.2f}  "
                f"R {figures.recall:.2f}  AP {figures.average_precision:.3f}",
                xy=(0.04, 0.06),
                xycoords="axes fraction",
                linespacing=1.5,
            )
        _label(axes, "召回率 recall", "准确率 precision")
        axes.set(xlim=(-0.02, 1.02), ylim=(0, 1.04))

    return _draw_grid(curves, draw)


def draw_reliability(curves: Sequence[TopicCurves]) -> bytes:
    """Draw each topic's share of carriers over its probability, bin by bin."""

    def draw(axes: Axes, topic: TopicCurves) -> None:
        axes.plot((0, 1), (0, 1), "--", color=_GREY, linewidth=1)
        if topic.calibration_error is not None:
            said = [each.probability for each in topic.bins]
            axes.plot(said, [each.share for each in topic.bins], "o-", color=_BLUE)
            text = f"期望校准误差 ECE {topic.calibration_error:.3f}"
            axes.text(0.04, 0.9, text, transform=axes.transAxes, backgroundcolor="white")
        _label(axes, "模型说的概率 probability", "实际占比 share")
        axes.set(xlim=(-0.02, 1.02), ylim=(-0.02, 1.02))

    return _draw_grid(curves, draw)


def draw_scores(curves: Sequence[TopicCurves]) -> bytes:
    """Draw each topic's histogram of probabilities, with its threshold."""

    def draw(axes: Axes, topic: TopicCurves) -> None:
        both = [topic.others, topic.carrying]
        names = ["其他稿件 others", "此类稿件 carry it"]
        axes.hist(both, bins=_SCORE_BINS, stacked=True, color=[_GREY, _BLUE], label=names)
        line = f"阈值 threshold {topic.entry.threshold:.2f}"
        axes.axvline(topic.entry.threshold, color=_ORANGE, linewidth=1.5, label=line)
        # Most articles are told surely; on a plain scale their bars would hide all others.
        axes.set_yscale("symlog", linthresh=10)
        axes.set_ylim(bottom=0)
        axes.yaxis.set_major_formatter("{x:.0f}")
        axes.legend(loc="upper center", fontsize=8, framealpha=0.9)
        _label(axes, "概率 probability", "篇数 articles")
        axes.set_xlim(0, 1)

    return _draw_grid(curves, draw)


def draw_confusion(counts: Counts, labels: Sequence[str]) -> bytes:
    """Draw the confusion matrix, shaded by the share of each row.

    Args:
        counts: From `confusion_matrix`.
        labels: Of rows and columns, in order.
    """
    with chinese_font():
        side = 1.6 + 0.72 * len(labels)
        figure = Figure(figsize=(side + 1.4, side), layout="constrained")
        axes = figure.subplots()
        shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
        axes.imshow(shares, cmap="Blues", vmin=0, vmax=1)
        for (row, column), count in np.ndenumerate(counts):
            colour = "white" if shares[row, column] > 0.5 else ("black" if count else _GREY)
            axes.text(column, row, str(count), ha="center", va="center", color=colour)
        ticks = range(len(labels))
        axes.set_xticks(ticks, labels, rotation=35, ha="right", rotation_mode="anchor", fontsize=9)
        axes.set_yticks(ticks, labels, fontsize=9)
        _label(axes, "模型给的 given", "应标的 carried")
        return _to_png(figure)


def draw_learning_curve(points: Sequence[LearningPoint]) -> bytes:
    """Draw mean average precision over the number of training articles."""
    with chinese_font():
        figure = Figure(figsize=(6.4, 3.8), layout="constrained")
        axes = figure.subplots()
        x = [point.articles for point in points]
        y = [point.mean_average_precision for point in points]
        axes.plot(x, y, "o-", color=_BLUE)
        for articles, value in zip(x, y, strict=True):
            axes.annotate(
                f"{value:.3f}", (articles, value), (0, -16), textcoords="offset points", ha="center"
            )
        axes.margins(x=0.07, y=0.25)
        axes.set_xticks(x)
        axes.grid(alpha=0.3)
        _label(axes, "训练篇数 training articles", "平均精度均值 mAP")
        return _to_png(figure)


def _draw_grid(curves: Sequence[TopicCurves], draw: Callable[[Axes, TopicCurves], None]) -> bytes:
    with chinese_font():
        columns = min(len(curves), _COLUMNS)
        rows = -(-len(curves) // columns)
        size = (_PANEL[0] * columns, _PANEL[1] * rows)
        figure = Figure(figsize=size, layout=ConstrainedLayoutEngine(h_pad=0.12, w_pad=0.12))
        panels = figure.subplots(rows, columns, squeeze=False).flat
        # The shorter one first, or zip would take a panel away and leave it empty.
        for topic, axes in zip(curves, panels, strict=False):
            axes.set_title(topic.label, fontsize=10)
            axes.grid(alpha=0.3)
            draw(axes, topic)
        for axes in list(panels):
            axes.remove()
        return _to_png(figure)


def _label(axes: Axes, x: str, y: str) -> None:
    axes.set_xlabel(x)
    axes.set_ylabel(y)


def _say(axes: Axes, text: str) -> None:
    axes.text(0.5, 0.5, text, transform=axes.transAxes, ha="center", va="center", color=_GREY)


def _to_png(figure: Figure) -> bytes:
    buffer = BytesIO()
    figure.savefig(buffer, format="png", dpi=_DOTS_PER_INCH)
    return buffer.getvalue()
