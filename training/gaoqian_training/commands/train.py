"""``gaoqian train``: labelled articles in, a bundle out."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from gaoqian.bundle import ModelStore
from gaoqian.commands.progress import progress_bar
from gaoqian_training.commands.options import taxonomy_option

if TYPE_CHECKING:
    from gaoqian_training.trainer import Training


@click.command(
    epilog="例 Examples：gaoqian train；"
    "gaoqian train --data 本社语料/ --taxonomy 本社分类.toml --seed 7"
)
@click.option(
    "--data",
    multiple=True,
    type=click.Path(exists=True, path_type=Path),
    help="标注语料（.jsonl、.jsonl.gz 或其目录），可多次给出；默认用自带语料 Labelled articles",
)
@taxonomy_option
@click.option(
    "--user-dict",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="用户词典（jieba 格式） User dictionary for the segmenter",
)
@click.option(
    "--rubrics",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="本社栏目表，每行一个栏目名，可加 opinion、note 或 column Columns of the house",
)
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("models"),
    show_default=True,
    envvar="GAOQIAN_MODELS",
    show_envvar=True,
    help="模型目录 Folder that the bundle is written into",
)
@click.option(
    "--target",
    default="f1",
    show_default=True,
    help="阈值的目标：f1、precision=0.95、none-recall=0.95、"
    "cost=3（错标一次抵漏标三次） What thresholds are for",
)
@click.option("--seed", type=int, default=0, show_default=True, help="随机种子 Seed")
@click.option(
    "--selection/--no-selection",
    default=True,
    show_default=True,
    help="是否在候选中挑选 Whether to choose among candidates",
)
@click.option(
    "--golden/--no-golden",
    default=True,
    show_default=True,
    help="是否在模型中留存样稿及其答案，启用时核对；语料不得分发时应关闭 "
    "Whether the bundle keeps sample articles with its answers",
)
@click.option(
    "--if-missing", is_flag=True, help="已有现用模型则不训练 Only where there is no champion"
)
def train(
    data: tuple[Path, ...],
    taxonomy: Path | None,
    user_dict: Path | None,
    rubrics: Path | None,
    out: Path,
    target: str,
    seed: int,
    selection: bool,
    golden: bool,
    if_missing: bool,
) -> None:
    """训练模型：挑选候选、校准概率、定阈值，写成一个版本。

    Train a bundle: choose among candidates by cross-validation, calibrate and set thresholds
    out of fold, fit on everything, write the bundle and report.json. The first bundle of a
    folder becomes its champion; later ones wait for 'gaoqian models promote'.
    """
    store = ModelStore(out)
    if if_missing and store.champion():
        click.echo(f"已有现用模型 {store.champion()}，不再训练 Champion present, nothing to do")
        return
    # scikit-learn is imported only when there is something to train.
    from gaoqian.mixture import parse_objective
    from gaoqian.segment import read_user_words
    from gaoqian.taxonomy import load_taxonomy
    from gaoqian.text.marks import read_house_rubrics
    from gaoqian_training.candidates import candidates_for
    from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset
    from gaoqian_training.settings import TrainingSettings
    from gaoqian_training.trainer import train as train_bundle

    topics = load_taxonomy(taxonomy or authored_taxonomy())
    dataset = read_dataset(data or authored_articles(), topics)
    settings = TrainingSettings(
        candidates=candidates_for(dataset, selection=selection),
        user_words=read_user_words(user_dict) if user_dict else (),
        rubrics=read_house_rubrics(rubrics) if rubrics else (),
        target=parse_objective(target),
        seed=seed,
        golden=golden,
    )
    with progress_bar("训练 Training") as progress:
        training = train_bundle(dataset, store, settings, progress)
    _show(training)
    _promote_first(store, training.manifest.version)


def _show(training: "Training") -> None:
    from rich.console import Console

    from gaoqian_training.commands.tables import show_figures, show_trials

    console = Console(markup=False)
    entries = training.manifest.topics
    show_trials(console, training.trials, training.chosen)
    show_figures(
        console,
        "各主题（折外） Topics (out of fold)",
        training.figures,
        {entry.topic.id: entry.topic.label for entry in entries},
        {entry.topic.id: entry.threshold for entry in entries},
    )
    console.print(f"已写入 Written：{training.path}", highlight=False, soft_wrap=True)


def _promote_first(store: ModelStore, version: str) -> None:
    if store.champion() is None:
        store.promote(version)
        click.echo(f"现用模型 Champion：{version}")
    else:
        click.echo(
            f"现用模型仍是 Champion is still {store.champion()}；"
            f"启用新版本 to change：gaoqian models promote {version}"
        )
