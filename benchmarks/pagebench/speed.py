"""How long cutting takes beside what nobody can do without: getting the glyphs out of a PDF."""

import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import pdfplumber

from pagebench.cutting import cut


def speed_table(pdfs: Sequence[Path], texts: Sequence[Path], rounds: int) -> str:
    """Return a Markdown table: seconds, pages a second, and the ratio to bare extraction.

    Each round runs all ways once, in turn; medians are shown. The command's seconds hold its
    start, once for all pages.

    Args:
        pdfs: Pages as PDF.
        texts: The same pages as text.
        rounds: How often.
    """
    ways: dict[str, Callable[[], object]] = {
        "pdfplumber, bare `page.chars`": lambda: [_glyphs(path) for path in pdfs],
        "`gaoqian pages`, PDF": lambda: cut(pdfs),
        "`gaoqian pages`, text": lambda: cut(texts),
    }
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for _ in range(rounds):
        for name, run in ways.items():
            begun = time.perf_counter()
            run()
            seconds[name].append(time.perf_counter() - begun)
    bare = median(next(iter(seconds.values())))
    rows = ["| what | seconds | pages a second | × bare extraction |", "|---|---|---|---|"]
    for name, taken in seconds.items():
        middle = median(taken)
        rate = len(pdfs) / middle
        rows.append(f"| {name} | {middle:.1f} | {rate:.1f} | {middle / bare:.2f} |")
    return "\n".join(rows)


def _glyphs(path: Path) -> int:
    with pdfplumber.open(path) as document:
        return sum(len(page.chars) for page in document.pages)
