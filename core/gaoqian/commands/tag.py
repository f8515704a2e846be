"""``gaoqian tag``: files in, one JSON object a line out."""

import json
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from gaoqian.article import Article
from gaoqian.bundle import ModelStore
from gaoqian.commands.options import model_option, models_option
from gaoqian.commands.progress import progress_bar
from gaoqian.readers import ReadFailure, read_path, read_stream, suffixes
from gaoqian.result import TagResult
from gaoqian.tagger import Tagger


@click.command(
    epilog="例 Examples：gaoqian tag 稿件.txt；gaoqian tag --no-explain 来稿.jsonl > 标签.jsonl；"
    "cat 稿件.txt | gaoqian tag -"
)
@click.argument("paths", nargs=-1, required=True, metavar="文件|-…")
@models_option
@model_option
@click.option(
    "--explain/--no-explain",
    default=True,
    show_default=True,
    help="是否给出依据 Whether to give evidence",
)
def tag(paths: tuple[str, ...], models: Path, version: str | None, explain: bool) -> None:
    """给稿件打标签：每篇一行 JSON，按输入顺序。

    Tag articles: one JSON object a line, in input order. Reads .txt (one article a file),
    .jsonl (one article a line) and - (a text on standard input).

    退出码 Exit codes：0 全部成功；1 有输入读不了（其余照常）；2 用法不对。
    """
    tagger = Tagger(ModelStore(models).load(version or None))
    failures = 0
    with progress_bar("打标签 Tagging") as progress:
        for done, item in enumerate(_read(paths), 1):
            if isinstance(item, ReadFailure):
                failures += 1
                click.echo(f"读不了，已跳过 Skipped：{item}", err=True)
            else:
                _write(tagger.tag(item, explain=explain))
            progress(done)
    sys.stdout.flush()
    if failures:
        click.echo(
            f"{failures} 处读不了，其余已完成（可读 {'、'.join(suffixes())}）"
            f" {failures} inputs failed",
            err=True,
        )
        sys.exit(1)


def _read(paths: Iterable[str]) -> Iterator[Article | ReadFailure]:
    for path in paths:
        if path == "-":
            yield from read_stream(sys.stdin.buffer)
        else:
            yield from read_path(Path(path))


def _write(result: TagResult) -> None:
    """Write one line of UTF-8; a lone surrogate of the input stays a JSON escape."""
    line = json.dumps(result.to_dict(), ensure_ascii=False)
    sys.stdout.buffer.write(line.encode("utf-8", "backslashreplace") + b"\n")
