"""``gaoqian models``: which bundles there are, and which one tags."""

from pathlib import Path

import click

from gaoqian.bundle import ModelStore
from gaoqian.commands.options import models_option
from gaoqian.errors import BundleError


@click.group(epilog="例 Example：gaoqian models list")
def models() -> None:
    """查看模型版本，启用、退回，或让新版本陪跑。

    List bundles; promote one, roll back, or let one score beside the champion.
    """


@models.command("list", epilog="例 Example：gaoqian models list --models models/")
@models_option
def list_models(models: Path) -> None:
    """列出全部版本：★ 现用，↩ 此前，◇ 陪跑。

    List all versions: ★ champion, ↩ previous, ◇ challenger.
    """
    from rich.console import Console
    from rich.table import Table

    store = ModelStore(models)
    versions = store.versions()
    if not versions:
        click.echo(f"{models}：还没有模型，请运行 gaoqian train  No bundles yet")
        return
    table = Table()
    for column in (
        "",
        "版本 Version",
        "训练时间 Created",
        "篇数",
        "宏 F1（折外）",
        "做法 Candidate",
    ):
        table.add_column(column, overflow="fold")
    marks = {store.previous(): "↩", store.challenger(): "◇", store.champion(): "★"}
    for version in versions:
        try:
            manifest = store.manifest(version)
        except BundleError as error:
            table.add_row("✗", version, str(error))
            continue
        table.add_row(
            marks.get(version, ""),
            version,
            manifest.created[:16].replace("T", " "),
            str(manifest.data.get("articles", "")),
            str(manifest.metrics.get("macro_f1", "")),
            str(manifest.training.get("candidate", "")),
        )
    Console(markup=False).print(table)


@models.command(epilog="例 Example：gaoqian models promote 2026.11.24-1")
@click.argument("version", metavar="版本")
@models_option
def promote(version: str, models: Path) -> None:
    """启用一个版本；正在运行的服务随即换用。

    Make a version the champion, once all of it was looked at; running services follow.
    """
    from gaoqian.inspection import load_inspected

    store = ModelStore(models)
    before = store.champion()
    load_inspected(store, version)  # what cannot be used here must not become the champion
    store.promote(version)
    click.echo(f"现用模型 Champion：{version}（此前 before：{before or '无 none'}）")


@models.command(epilog="例 Example：gaoqian models rollback")
@models_option
def rollback(models: Path) -> None:
    """退回上一个现用版本；正在运行的服务随即换用。

    Make the previous version the champion again; running services follow.
    """
    store = ModelStore(models)
    before = store.champion()
    version = store.rollback()
    click.echo(f"现用模型 Champion：{version}（此前 before：{before or '无 none'}）")


@models.command(
    epilog="例 Examples：gaoqian models shadow 2026.11.24-2；gaoqian models shadow --off"
)
@click.argument("version", metavar="[版本]", required=False)
@click.option("--off", is_flag=True, help="不再陪跑 Let no version score beside the champion")
@models_option
def shadow(version: str | None, off: bool, models: Path) -> None:
    """让一个版本陪跑：给线上稿件打分，只记录与现用版本的分歧。

    Let a version score live traffic beside the champion; only disagreements are recorded.
    """
    from gaoqian.inspection import load_inspected

    if off == (version is not None):
        raise click.UsageError("请给出一个版本，或 --off  Give a version, or --off")
    store = ModelStore(models)
    if version is not None:
        if version == store.champion():
            raise click.UsageError(
                f"{version} 正是现用版本，不能与自己比较 is the champion; name another version"
            )
        load_inspected(store, version)
    store.challenge(version)
    click.echo(f"陪跑模型 Challenger：{version or '无 none'}")
