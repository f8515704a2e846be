"""``gaoqian datasets``: looking after labelled articles."""

import sys
from pathlib import Path

import click

from gaoqian_training.commands.options import paths_argument, taxonomy_option
from gaoqian_training.commands.review import review


@click.group(epilog="例 Example：gaoqian datasets validate 语料.jsonl")
def datasets() -> None:
    """检查标注语料。

    Look after labelled articles.
    """


datasets.add_command(review)


@datasets.command(epilog="例 Example：gaoqian datasets validate 本社语料/ --taxonomy 本社分类.toml")
@paths_argument
@taxonomy_option
def validate(paths: tuple[Path, ...], taxonomy: Path | None) -> None:
    """逐行检查语料：未知主题、空正文、重复编号、近似重复、编码错误。不给路径则检查自带语料。

    Check labelled articles line by line: unknown topics, empty bodies, duplicate ids,
    near-duplicates, encodings. Without paths, the authored articles. Exit code 1 on findings.
    """
    from gaoqian.taxonomy import load_taxonomy
    from gaoqian_training.datasets import authored_articles, authored_taxonomy, validate_files

    topics = load_taxonomy(taxonomy or authored_taxonomy())
    count = 0
    for finding in validate_files(paths or authored_articles(), topics):
        count += 1
        click.echo(str(finding))
    if count:
        click.echo(f"共 {count} 处问题 findings", err=True)
        sys.exit(1)
    click.echo("没有发现问题 No findings")
