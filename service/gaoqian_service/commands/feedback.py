"""``gaoqian feedback``: editors' feedback, exported for training."""

import json
from collections.abc import Iterator
from pathlib import Path

import click

from gaoqian import Article
from gaoqian.commands.options import data_option, database_option
from gaoqian.readers import ReadFailure, read_path, require_formats
from gaoqian_service.commands.options import opened_database


@click.group(epilog="例 Example：gaoqian feedback export > 反馈.jsonl")
def feedback() -> None:
    """取用编辑的反馈。

    Use what editors said.
    """


@feedback.command(
    epilog="例 Examples：gaoqian feedback export > 反馈.jsonl；"
    "gaoqian feedback export --texts 库.jsonl > 反馈.jsonl；"
    "gaoqian train --data datasets/articles --data 反馈.jsonl"
)
@click.option(
    "--texts",
    "archives",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="反馈只带了哈希的，从这里找原文，可多次给出 Where to find texts that came as hashes",
)
@database_option
@data_option
def export(archives: tuple[Path, ...], database_url: str, data: Path) -> None:
    """每篇稿件取编辑最后一次定的标签，写成 gaoqian train 能读的 JSONL。

    Write each article's last labels as JSON Lines that gaoqian train reads.
    """
    from gaoqian_service.records.export import find_texts, label, read_labels

    require_formats(archives)
    with opened_database(database_url, data) as database:
        labels = read_labels(database)
        texts = find_texts(database, labels, _read(archives))
    exported = [line for line in (label(row, texts) for row in labels.rows) if line is not None]
    for line in exported:
        click.echo(json.dumps(line, ensure_ascii=False))
    click.echo(
        f"{labels.said} 条反馈，{len(labels.rows)} 篇稿件；已导出 {len(exported)} 篇，"
        f"没有原文 {len(labels.rows) - len(exported)} 篇 "
        f"{len(exported)} articles exported, {len(labels.rows) - len(exported)} without text",
        err=True,
    )
    if labels.canceled:
        click.echo(f"已撤稿，不导出 {labels.canceled} 篇 canceled, left out", err=True)


def _read(archives: tuple[Path, ...]) -> Iterator[Article]:
    for path in archives:
        for found in read_path(path):
            if isinstance(found, ReadFailure):
                click.echo(f"已跳过 Skipped：{found}", err=True)
            else:
                yield found
