"""``gaoqian datasets review``: suspected label errors, as JSONL an annotator works through."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from gaoqian.commands.progress import progress_bar
from gaoqian.files import write_atomically
from gaoqian_training.commands.options import paths_argument, taxonomy_option

if TYPE_CHECKING:
    from gaoqian_training.review import Review, Row

_REASONS = {
    "near_duplicates_disagree": "近似重复而标签不同 near-duplicates disagree",
    "group_disagrees": "同组而标签不同 groups disagree",
    "label_disagrees": "标签与折外预测不符 labels disagree",
    "group_straddles": "近似重复而不同组 near-duplicates without a group",
}
_STANDARD_OUTPUT = Path("-")


@click.command(
    epilog="例 Examples：gaoqian datasets review --out 待复核.jsonl；"
    "gaoqian datasets review 本社语料/ --taxonomy 本社分类.toml --limit 100"
)
@paths_argument
@taxonomy_option
@click.option(
    "--out",
    type=click.Path(dir_okay=False, writable=True, allow_dash=True, path_type=Path),
    default=_STANDARD_OUTPUT,
    show_default=True,
    help="写到哪个文件，- 为标准输出 File to write",
)
@click.option(
    "--limit", type=click.IntRange(min=1), help="最多写几行，默认全部 At most so many rows"
)
@click.option("--seed", type=int, default=0, show_default=True, help="随机种子 Seed")
def review(
    paths: tuple[Path, ...], taxonomy: Path | None, out: Path, limit: int | None, seed: int
) -> None:
    """找出可疑的标签，最可疑的在前，每行一条 JSON。不给路径则检查自带语料。

    Find suspected label errors, the most suspicious first, one JSON object a line: labels
    that out-of-fold predictions contradict (ranked by cleanlab), near-duplicates and groups
    with different labels, near-duplicates that share no group. Without paths, the authored
    articles. Needs the extra 'science'.
    """
    from gaoqian.extras import require_extra
    from gaoqian.taxonomy import load_taxonomy
    from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset
    from gaoqian_training.review import review_dataset

    require_extra("science")  # what is missing is said before anybody waits
    topics = load_taxonomy(taxonomy or authored_taxonomy())
    dataset = read_dataset(paths or authored_articles(), topics)
    _check_out(out, [*dataset.files, *filter(None, [taxonomy])])
    with progress_bar("交叉验证 Cross-validating") as progress:
        found = review_dataset(dataset, seed, progress)
    rows = found.rows[:limit]
    _write(rows, out)
    click.echo(_summarise(found, len(rows)), err=True)


def _check_out(out: Path, files: Sequence[Path]) -> None:
    if out == _STANDARD_OUTPUT:
        return
    if not out.absolute().parent.is_dir():
        raise click.BadParameter(f"没有这个目录 no such folder：{out.parent}", param_hint="--out")
    if out.resolve() in {file.resolve() for file in files}:
        raise click.BadParameter(
            f"会盖掉语料或分类表本身 would overwrite the articles or taxonomy：{out}",
            param_hint="--out",
        )


def _write(rows: "Sequence[Row]", out: Path) -> None:
    """Write UTF-8 lines; a file is replaced when all are there, a device is written through."""
    lines = [json.dumps(row.to_dict(), ensure_ascii=False) + "\n" for row in rows]
    # A lone surrogate of the input stays a JSON escape.
    content = "".join(lines).encode("utf-8", "backslashreplace")
    if out != _STANDARD_OUTPUT and (not out.exists() or out.is_file()):
        write_atomically(out.resolve(), content)
        return
    with click.open_file(str(out), "wb") as file:
        file.write(content)


def _summarise(found: "Review", written: int) -> str:
    total = len(found.rows)
    if not total:
        return f"{found.articles} 篇中没有可疑之处 Nothing suspicious in {found.articles} articles"
    kinds = "；".join(f"{_REASONS[name]} {count}" for name, count in found.counts.items() if count)
    return (
        f"{found.articles} 篇中可疑 {total} 处，写出 {written} 行 "
        f"{total} suspicions in {found.articles} articles, {written} written：{kinds}"
    )
