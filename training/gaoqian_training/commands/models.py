"""``gaoqian models``: which bundles there are, and which one tags."""

from pathlib import Path

import click

from gaoqian.bundle import ModelStore
from gaoqian.commands.options import models_option
from gaoqian.errors import BundleError


@click.group(epilog="例 Example：gaoqian models list")
def models() -> None:
    """查看模型版本，启用或退回某一版本。

    List bundles; promote one, or roll back by promoting an older one.
    """


@models.command("list", epilog="例 Example：gaoqian models list --models models/")
@models_option
def list_models(models: Path) -> None:
    """列出全部版本，★ 为现用。

    List all versions; ★ marks the champion.
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
    for version in versions:
        try:
            manifest = store.manifest(version)
        except BundleError as error:
            table.add_row("✗", version, str(error))
            continue
        table.add_row(
            "★" if version == store.champion() else "",
            version,
            manifest.created[:16].replace("T", " "),
            str(manifest.data.get("articles", "")),
            str(manifest.metrics.get("macro_f1", "")),
            str(manifest.training.get("candidate", "")),
        )
    Console().print(table)


@models.command(epilog="例 Example：gaoqian models promote 2026.11.24-1")
@click.argument("version", metavar="版本")
@models_option
def promote(version: str, models: Path) -> None:
    """启用一个版本；启用旧版本即退回。

    Make a version the champion; a running service takes it at its next start.
    """
    store = ModelStore(models)
    before = store.champion()
    store.load(version)  # a bundle that cannot be loaded here must not become the champion
    store.promote(version)
    click.echo(f"现用模型 Champion：{version}（此前 before：{before or '无 none'}）")
