"""``gaoqian tag``: tags the articles of files."""

import sys
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path

import click

from gaoqian.bulk import Job, Output, count_bytes, open_output, plan_inputs, tag_in_bulk
from gaoqian.bundle import ModelStore
from gaoqian.commands.options import model_option, models_option
from gaoqian.commands.progress import bulk_progress_bar
from gaoqian.readers import STDIN, require_formats, suffixes
from gaoqian.writers import writer, writer_names


@click.command(
    epilog="例 Examples：gaoqian tag 稿件.txt；gaoqian tag --no-explain 来稿.jsonl > 标签.jsonl；"
    "cat 稿件.txt | gaoqian tag -；gaoqian pages 版面.txt | gaoqian tag -；"
    "gaoqian tag --jobs 2 --output 标签.jsonl --resume 库.parquet"
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
@click.option(
    "--jobs",
    type=click.IntRange(min=1),
    default=1,
    show_default=True,
    metavar="N",
    help="同时用几个进程 Processes that tag",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(writer_names()),
    default="jsonl",
    show_default=True,
    help="结果的格式 Format of the results",
)
@click.option(
    "--output",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="结果写到哪里，默认标准输出 Where results go, standard output by default",
)
@click.option(
    "--resume",
    is_flag=True,
    help="接着 --output 的最后一个整行做 Go on behind the last complete line of --output",
)
def tag(
    paths: tuple[str, ...],
    models: Path,
    version: str | None,
    explain: bool,
    jobs: int,
    form: str,
    output: Path | None,
    resume: bool,
) -> None:
    """给稿件打标签：默认每篇一行 JSON，按输入顺序。

    Tag articles: one JSON object a line by default, in input order. Reads .txt and .html (one
    article a file), .jsonl (one a line), .csv and .parquet (one a row), .json (ninjs or the like,
    one or a list), .xml (NewsML-G2), .pdf (newspaper pages), .zip (of all these), - (standard
    input: JSON Lines or one text), and what installed plug-ins read.

    退出码 Exit codes：0 全部成功；1 有输入读不了（其余照常）；2 用法不对。
    """
    if resume and output is None:
        raise click.UsageError("--resume 要与 --output 同用 --resume needs --output")
    if resume and not writer(form).resumable:
        raise click.UsageError(
            f"--resume 只能接着 jsonl 做，不能接着 {form} --resume goes on with jsonl only"
        )
    require_formats(Path(path) for path in paths if path != STDIN)
    store = ModelStore(models)
    bundle = store.path(version or None)
    with _open(output, store.manifest(bundle.name).version, resume) as target:
        failures = _tag(paths, target, Job(bundle, explain, form), jobs)
    if failures:
        click.echo(
            f"{failures} 处读不了，其余已完成（可读 {'、'.join(suffixes())}）"
            f" {failures} inputs failed",
            err=True,
        )
        sys.exit(1)


def _open(output: Path | None, model: str, resume: bool) -> AbstractContextManager[Output]:
    if output is None:
        return nullcontext(Output(sys.stdout.buffer))
    return open_output(output, model, resume=resume)


def _tag(paths: tuple[str, ...], target: Output, job: Job, jobs: int) -> int:
    """Tag all inputs and return the number of failures."""
    failures = 0
    form = writer(job.format)
    if target.last is None:
        target.write(form.opening())
    portions = plan_inputs(paths, target.last)
    with bulk_progress_bar("打标签 Tagging", count_bytes(paths)) as progress:
        for outcome in tag_in_bulk(portions, job, jobs):
            target.write(outcome.lines)
            for text in outcome.decoded:
                click.echo(f"不是 UTF-8，已按 {text.encoding} 读 Decoded：{text.source}", err=True)
            for failure in outcome.failures:
                click.echo(f"读不了，已跳过 Skipped：{failure}", err=True)
            failures += len(outcome.failures)
            progress(outcome.size, outcome.articles)
    target.write(form.closing())
    return failures
