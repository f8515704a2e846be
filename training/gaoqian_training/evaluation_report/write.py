"""Writing the report: its images, then the page."""

from itertools import count
from pathlib import Path

from gaoqian import GaoqianError, ModelStore, Tagger
from gaoqian.files import write_atomically
from gaoqian.progress import Progress, no_progress
from gaoqian_training.datasets import Dataset
from gaoqian_training.evaluation_report import plots
from gaoqian_training.evaluation_report.page import render_page
from gaoqian_training.evaluation_report.report import STEPS, Absent, Report, collect_report

PAGE_NAME = "index.html"
NONE_LABEL = "都不是 none"


class ReportError(GaoqianError):
    """A report that cannot be written here."""

    title = "报告无法写入"


def write_report(
    tagger: Tagger,
    dataset: Dataset,
    store: ModelStore,
    folder: Path,
    on_progress: Progress = no_progress,
) -> Report:
    """Judge a bundle and write ``index.html`` and its PNG files into a folder.

    Args:
        tagger: The bundle to judge.
        dataset: Read under its topics.
        store: The models folder, for its champion.
        folder: Made if it is not there; files of the same names are replaced.
        on_progress: Called with the steps done and their number.

    Raises:
        ReportError: the folder cannot be written.
    """
    steps = count(1)
    report = collect_report(tagger, dataset, store, lambda: on_progress(next(steps), STEPS))
    images = draw_images(report)
    page = render_page(report, images)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, image in images.items():
            write_atomically(folder / f"{name}.png", image)
        write_atomically(folder / PAGE_NAME, page.encode("utf-8"))
    except OSError as error:
        raise ReportError(f"{folder}: cannot be written: {error.strerror}") from error
    return report


def draw_images(report: Report) -> dict[str, bytes]:
    """Return the PNG files of a report by their names without the ending."""
    labels = [curves.label for curves in report.curves]
    if report.others:
        labels.append(f"其余 {report.others} 题 others")
    images = {
        "precision_recall": plots.draw_precision_recall(report.curves),
        "reliability": plots.draw_reliability(report.curves),
        "scores": plots.draw_scores(report.curves),
        "confusion": plots.draw_confusion(report.confusion, [*labels, NONE_LABEL]),
    }
    if not isinstance(report.learning, Absent):
        images["learning_curve"] = plots.draw_learning_curve(report.learning)
    return images
