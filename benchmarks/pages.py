"""``python benchmarks/pages.py``: newspaper pages composed, read back, cut, and judged.

``compose --set development --out DIR`` writes a set's pages: PDF, extracted texts and what is
expected. ``measure --set development`` composes them, cuts each PDF and each text by ``gaoqian
pages`` and prints how well that went. ``speed`` prints how long it takes.
"""

import argparse
import json
import sys
import tempfile
from pathlib import Path

import pdfplumber

from measuring.timing import Way, medians, timed
from pagebench.copy import SETS, SetName
from pagebench.cutting import CuttingError, cut
from pagebench.expected import ExpectedPage, read_expected, write_expected
from pagebench.extraction import EXTRACTORS, UNJUDGED
from pagebench.pages import PAGES, compose
from pagebench.report import as_bands, as_record, as_table, groups, mistakes
from pagebench.scoring import JudgedPage, judge
from pagebench.typesetting import typeset

PDF = "pdf"


def main() -> int:
    """Do what the arguments say and return the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    commands = parser.add_subparsers(dest="command", required=True)
    composing = commands.add_parser("compose", help="write the pages of a set")
    composing.add_argument("--out", type=Path, required=True, help="a folder, made if need be")
    measuring = commands.add_parser("measure", help="compose, cut by gaoqian pages, and judge")
    measuring.add_argument("--json", action="store_true", help="figures as JSON")
    measuring.add_argument("--mistakes", action="store_true", help="each piece that was cut wrong")
    measuring.add_argument(
        "--source", action="append", choices=(PDF, *EXTRACTORS), help="one source instead of all"
    )
    timing = commands.add_parser("speed", help="cutting beside pdfplumber's bare extraction")
    timing.add_argument("--rounds", type=int, default=3)
    for command in (composing, measuring, timing):
        command.add_argument("--set", choices=SETS, required=True)
        command.add_argument("--pages", type=int, default=PAGES, help="so many, from the first")
    given = parser.parse_args()
    if given.command == "compose":
        write_pages(given.set, given.pages, given.out)
        return 0
    try:
        if given.command == "speed":
            print(_time(given.set, given.pages, given.rounds))
        else:
            print(_measure(given.set, given.pages, given.source or [PDF, *EXTRACTORS], given))
    except CuttingError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def write_pages(name: SetName, pages: int, folder: Path) -> None:
    """Write ``NAME.pdf``, ``NAME.json`` and ``EXTRACTOR/NAME.txt`` of each page into a folder."""
    for extractor in ("", *EXTRACTORS):
        (folder / extractor).mkdir(parents=True, exist_ok=True)
    for page in compose(name, pages):
        stem = page.expected.name
        pdf = typeset(page)
        (folder / f"{stem}.pdf").write_bytes(pdf)
        write_expected(page.expected, folder / f"{stem}.json")
        for extractor, extract in EXTRACTORS.items():
            (folder / extractor / f"{stem}.txt").write_text(extract(pdf), encoding="utf-8")


def _measure(name: SetName, pages: int, sources: list[str], given: argparse.Namespace) -> str:
    with tempfile.TemporaryDirectory() as folder:
        write_pages(name, pages, Path(folder))
        expected = [read_expected(path) for path in sorted(Path(folder).glob("*.json"))]
        judged = {source: _judge(source, expected, Path(folder)) for source in sources}
    figures = {source: groups(expected, judged[source]) for source in sources}
    if UNJUDGED in figures:
        figures[UNJUDGED] = {"all": figures[UNJUDGED]["all"]}
    if given.json:
        return json.dumps(as_record(figures, judged), ensure_ascii=False, indent=1)
    parts = [as_table(figures), as_bands(judged)]
    if given.mistakes:
        parts += [f"{s}\n" + "\n".join(mistakes(expected, judged[s])) for s in sources]
    return "\n\n".join(parts)


def _time(name: SetName, pages: int, rounds: int) -> str:
    """Return a table of how long cutting takes beside bare extraction, without which none is.

    Each round runs all ways once, in turn; medians are shown. The command's seconds hold its
    start, once for all pages.
    """
    with tempfile.TemporaryDirectory() as folder:
        write_pages(name, pages, Path(folder))
        pdfs = sorted(Path(folder).glob("*.pdf"))
        texts = sorted((Path(folder) / next(iter(EXTRACTORS))).glob("*.txt"))
        ways: dict[str, Way] = {
            "pdfplumber, bare `page.chars`": timed(lambda: [_glyphs(path) for path in pdfs]),
            "`gaoqian pages`, PDF": timed(lambda: cut(pdfs)),
            "`gaoqian pages`, text": timed(lambda: cut(texts)),
        }
        seconds = medians(ways, rounds, {}, warm_ups=0)
    bare = next(iter(seconds.values()))
    rows = ["| what | seconds | pages a second | × bare extraction |", "|---|---|---|---|"]
    rows += [
        f"| {way} | {taken:.1f} | {len(pdfs) / taken:.1f} | {taken / bare:.2f} |"
        for way, taken in seconds.items()
    ]
    return "\n".join(rows)


def _glyphs(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return sum(len(page.chars) for page in document.pages)


def _judge(source: str, expected: list[ExpectedPage], folder: Path) -> list[JudgedPage]:
    paths = [
        folder / f"{page.name}.pdf" if source == PDF else folder / source / f"{page.name}.txt"
        for page in expected
    ]
    found = cut(paths)
    if found.errors:
        print(f"{source}: {found.errors[:2000]}", file=sys.stderr)
    return [judge(page.pieces, found.pieces.get(page.name, [])) for page in expected]


if __name__ == "__main__":
    sys.exit(main())
