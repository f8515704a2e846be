"""``make growth``: time and memory of the bulk command as the archive grows.

``python benchmarks/growth.py [COUNT …]`` tags so many generated articles with two jobs, prints the
table of ``benchmarks/README.md`` and draws ``benchmarks/growth.png``. A million articles take
2 GB of the temporary folder (``TMPDIR``) and as much again for the answers.
"""

import argparse
import tempfile
from pathlib import Path

from corpus import articles_of_length
from gaoqian.extras import require_extra
from measuring.bulk import CHARACTERS, tag_command
from measuring.machine import describe_machine
from measuring.material import models_environment, train, write_articles
from measuring.memory import Run, watch
from measuring.tables import print_table

COUNTS = (10_000, 100_000, 1_000_000)
JOBS = 2
PICTURE = Path(__file__).with_name("growth.png")
_TIME, _MEMORY = "#1f6f8b", "#b5482a"


def main() -> None:
    """Generate, tag and watch each archive; print and draw."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("counts", nargs="*", type=int, default=COUNTS, metavar="COUNT")
    parser.add_argument("--picture", type=Path, default=PICTURE, help="where the plot goes")
    arguments = parser.parse_args()
    if min(arguments.counts) < 1:
        parser.error(f"{min(arguments.counts)} articles, expected 1 or more")
    require_extra("science")
    print(describe_machine(), flush=True)
    with tempfile.TemporaryDirectory() as folder:
        train(Path(folder) / "models")
        runs = {count: _tag(Path(folder), count) for count in sorted(arguments.counts)}
    _print(runs)
    _draw(runs, arguments.picture)


def _tag(folder: Path, count: int) -> Run:
    """Tag a new archive and remove it again."""
    archive, output = folder / "archive.jsonl", folder / "tagged.jsonl"
    write_articles(archive, articles_of_length(CHARACTERS, count))
    run = watch(tag_command(archive, output, JOBS), models_environment(folder / "models"), output)
    with output.open("rb") as lines:
        written = sum(1 for _ in lines)
    assert written == count, f"{written} lines for {count} articles"
    archive.unlink()
    output.unlink()
    return run


def _print(runs: dict[int, Run]) -> None:
    print(f"{CHARACTERS} characters an article, {JOBS} jobs; memory of all processes together:\n")
    print_table(
        ["articles", "seconds", "articles a second", "MB at 10 %", "MB at 100 %", "MB at most"],
        (
            [
                f"{count:,}",
                f"{run.seconds:.1f}",
                f"{count / run.seconds:.0f}",
                f"{run.megabytes_at(0.1):.0f}",
                f"{run.megabytes_at(1):.0f}",
                f"{run.peak_megabytes:.0f}",
            ]
            for count, run in runs.items()
        ),
    )


def _draw(runs: dict[int, Run], path: Path) -> None:
    """Draw time and memory over the number of articles, on log axes, as a PNG."""
    # Only after `require_extra`, whose message says what to install.
    from matplotlib.figure import Figure

    from gaoqian_training.evaluation_report.plots import chinese_font

    counts = list(runs)
    with chinese_font():
        figure = Figure(figsize=(9, 3.8), layout="constrained")
        time, memory = figure.subplots(1, 2)
        time.plot(counts, [run.seconds for run in runs.values()], "o-", color=_TIME)
        for count, run in runs.items():
            label = f"{count / run.seconds:,.0f} 篇/秒"
            time.annotate(
                label, (count, run.seconds), (9, -12), textcoords="offset points", ha="left"
            )
        time.set_yscale("log")
        time.set_ylabel("用时（秒） Seconds")
        for part, style, label in (
            (0.1, "s--", "做完 10% 时 at 10 %"),
            (1, "o-", "做完时 at 100 %"),
        ):
            values = [run.megabytes_at(part) for run in runs.values()]
            memory.plot(counts, values, style, color=_MEMORY, label=label)
        memory.set_ylabel("全部进程常驻内存（MB） Resident, all processes")
        memory.legend(loc="lower right")
        for axes in (time, memory):
            axes.set_xscale("log")
            axes.margins(x=0.45, y=0.15)
            axes.set_xticks(counts, [f"{count:,}" for count in counts])
            axes.minorticks_off()
            axes.set_xlabel("稿件数 Articles")
            axes.grid(visible=True, alpha=0.3)
        memory.set_ylim(bottom=0)
        figure.savefig(path, dpi=130)


if __name__ == "__main__":
    main()
