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
    from measuring.growth_plot import draw

    draw(runs, arguments.picture)


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


if __name__ == "__main__":
    main()
