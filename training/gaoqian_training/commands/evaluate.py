"""``gaoqian evaluate``: what a bundle is worth on labelled articles."""

import json
from pathlib import Path

import click

from gaoqian.bundle import ModelStore
from gaoqian.commands.options import model_option, models_option


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
@click.option("--json", "as_json", is_flag=True, help="输出 JSON，供程序使用 For machines")
def evaluate(data: tuple[Path, ...], models: Path, version: str | None, as_json: bool) -> None:
    """用标注语料给模型打分：各主题准确率、召回率、F1，“都不是”召回率，全对率。

    Judge a bundle on labelled articles, at the thresholds that its training chose. Articles
    that the model abstains from count as given no topic.
    """
    from gaoqian.tagger import Tagger
    from gaoqian_training.datasets import read_dataset
    from gaoqian_training.evaluation import evaluate as evaluate_bundle

    tagger = Tagger(ModelStore(models).load(version or None))
    entries = tagger.bundle.manifest.topics
    dataset = read_dataset(data, tagger.bundle.manifest.taxonomy)
    evaluation = evaluate_bundle(tagger, dataset)
    if as_json:
        click.echo(json.dumps(evaluation.to_dict(), ensure_ascii=False, indent=2))
        return
    from rich.console import Console

    from gaoqian_training.commands.tables import show_figures, summarise

    console = Console()
    labels = {entry.topic.id: entry.topic.label for entry in entries}
    thresholds = {entry.topic.id: entry.threshold for entry in entries}
    title = f"模型 Model {evaluation.model}"
    show_figures(console, title, evaluation.figures, labels, thresholds)
    if evaluation.reviewed:
        console.print(
            f"其中复核过的 Reviewed rows：{summarise(evaluation.reviewed)}", soft_wrap=True
        )
    console.print(f"弃答 Abstained：{evaluation.abstained}")
