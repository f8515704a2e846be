"""``gaoqian pages``: cuts newspaper pages into articles."""

import sys
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gaoqian.bundle import ModelStore
from gaoqian.commands.options import model_option, models_option
from gaoqian.errors import BundleError, ReadError
from gaoqian.json import encode
from gaoqian.pages.article import PageArticle
from gaoqian.readers import STDIN, ReadFailure, read_bytes, read_path

if TYPE_CHECKING:
    from gaoqian.pages.vocabulary import Vocabulary

#: Result of cutting a file, in order: articles and failures.
Found = Iterator[PageArticle | ReadError | ReadFailure]
Cutter = Callable[[str], Found]


@click.command(
    epilog="例 Examples：gaoqian pages 版面.txt；gaoqian pages A01.txt A02.txt > 稿件.jsonl；"
    "gaoqian pages 版面.pdf | gaoqian tag -"
)
@click.argument("paths", nargs=-1, required=True, metavar="文件|-…")
@models_option
@model_option
def pages(paths: tuple[str, ...], models: Path, version: str | None) -> None:
    """把报纸版面切成稿件：每篇一行 JSON，按版面顺序。

    Cut newspaper pages into articles: one JSON object a line, in the order of the page. Reads
    .pdf, .txt (the text of a page; form feeds part pages) and - (a text on standard input).

    退出码 Exit codes：0 全部成功；1 有版面切不了（其余照常）；2 用法不对。
    """
    cutters = _cutters(models, version)
    failures = sum(_cut(path, cutters) for path in paths)
    if failures:
        click.echo(f"{failures} 处切不了，其余已完成 {failures} inputs failed", err=True)
        sys.exit(1)


def _cutters(models: Path, version: str | None) -> dict[str, Cutter]:
    """Return the functions that cut files, by file name suffix."""
    from gaoqian.pages.vocabulary import Vocabulary

    @cache
    def vocabulary() -> Vocabulary:
        # Cutting works without a model, too; a model named by the user must exist.
        try:
            return Vocabulary.of_bundle(ModelStore(models).load(version or None))
        except BundleError:
            if version or (models / "champion").exists():
                raise
            return Vocabulary.plain()

    cut_text = partial(_cut_text, vocabulary)
    return {".pdf": partial(_cut_pdf, vocabulary), ".txt": cut_text, STDIN: cut_text}


def _cut_pdf(vocabulary: Callable[[], "Vocabulary"], path: str) -> Found:
    from gaoqian.pages.pdf.file import cut_pdf

    try:
        yield from cut_pdf(Path(path), vocabulary().segmenter)
    except ReadError as error:
        yield error
    except OSError as error:
        yield ReadFailure.of_file(Path(path), error)


def _cut_text(vocabulary: Callable[[], "Vocabulary"], path: str) -> Found:
    from gaoqian.pages.textpage import cut_text

    is_piped = path == STDIN
    read = read_bytes(sys.stdin.buffer.read(), "-.txt") if is_piped else read_path(Path(path))
    for article in read:
        if isinstance(article, ReadFailure):
            yield article
        else:
            yield from cut_text(article.body, vocabulary())


def _cut(path: str, cutters: dict[str, Cutter]) -> int:
    """Write the articles of one file and return the number of failures."""
    suffix = path if path == STDIN else Path(path).suffix.lower()
    if suffix not in cutters:
        known = ", ".join(name for name in cutters if name != STDIN)
        found: Found = iter([ReadError(f"ends in {suffix!r}, expected one of {known}")])
    else:
        found = cutters[suffix](path)
    failures = number = 0
    for piece in found:
        if isinstance(piece, PageArticle):
            number += 1
            _write(piece, path, number)
        else:
            failures += 1
            where = piece if isinstance(piece, ReadFailure) else f"{path}: {piece}"
            click.echo(f"切不了，已跳过 Skipped：{where}", err=True)
    return failures


def _write(piece: PageArticle, path: str, number: int) -> None:
    name = "page" if path == STDIN else Path(path).stem
    record = {"id": f"{name}-{number}", "source": f"{path}:{number}", **piece.to_dict()}
    click.echo(encode(record).decode())
