"""``gaoqian evaluate``: what a bundle is worth on labelled articles."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gaoqian.bundle import ModelStore, TopicEntry
from gaoqian.commands.options import model_option, models_option
from gaoqian.commands.progress import progress_bar

if TYPE_CHECKING:
    from gaoqian.tagger import Tagger
    from gaoqian_training.datasets import Dataset
    from gaoqian_training.evaluation import Evaluation


@click.command(epilog="例 Example：gaoqian evaluate --data 考卷.jsonl --json")
@click.option(
    "--data",
    multiple=True,
    required=True,
    type=click.Path(exists=True, path_type=Path),
    help="标注语料（.jsonl、.jsonl.gz 或其目录） Labelled articles",
)
@models_option
@model_option
@click.option(
    "--report",
    "report_folder",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="把图文报告写进此目录 Write a page with plots into this folder (gaoqian[science])",
)
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序使用 For machines")
def evaluate(
    data: tuple[Path, ...],
    models: Path,
    version: str | None,
    report_folder: Path | None,
    as_json: bool,
) -> None:
    """用标注语料给模型打分：各主题准确率、召回率、F1，“都不是”召回率，全对率。

    Judge a bundle on labelled articles, at the thresholds that its training chose. Articles
    that the model abstains from count as given no topic. --report adds a page with plots,
    robustness, the worst mistakes and a comparison with the champion.
    """
    from gaoqian.tagger import Tagger
    from gaoqian_training.datasets import read_dataset
    from gaoqian_training.evaluation import evaluate as evaluate_bundle

    if report_folder is not None:
        from gaoqian.extras import require_extra

        require_extra("science")
    store = ModelStore(models)
    tagger = Tagger(store.load(version or None))
    entries = tagger.bundle.manifest.topics
    dataset = read_dataset(data, tagger.bundle.manifest.taxonomy)
    if report_folder is None:
        evaluation = evaluate_bundle(tagger, dataset)
    else:
        evaluation = _write_report(tagger, dataset, store, report_folder)
    if as_json:
        click.echo(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2))
    else:
        _show(evaluation, entries)


def _write_report(
    tagger: "Tagger", dataset: "Dataset", store: ModelStore, folder: Path
) -> "Evaluation":
    from gaoqian_training.evaluation_report.write import PAGE_NAME, write_report

    with progress_bar("报告 Report") as progress:
        report = write_report(tagger, dataset, store, folder, progress)
    click.echo(f"报告 Report：{folder / PAGE_NAME}", err=True)
    return report.evaluation


def _show(evaluation: "Evaluation", entries: Sequence[TopicEntry]) -> None:
    from rich.console import Console

    from gaoqian_training.commands.tables import show_figures, summarise

    console = Console(markup=False)
    labels = {entry.topic.id: entry.topic.label for entry in entries}
    thresholds = {entry.topic.id: entry.threshold for entry in entries}
    title = f"模型 Model {evaluation.model}"
    show_figures(console, title, evaluation.figures, labels, thresholds)
    if evaluation.reviewed:
        console.print(
            f"其中复核过的 Reviewed rows：{summarise(evaluation.reviewed)}", soft_wrap=True
        )
    console.print(f"弃答 Abstained：{evaluation.abstained}")
