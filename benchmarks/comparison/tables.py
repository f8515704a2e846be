"""Tables of figures with intervals, and of differences to what ships."""

from collections.abc import Mapping, Sequence

from comparison.judging import Estimate
from measuring.tables import print_table

Figures = Mapping[str, Estimate]


def print_figures(title: str, results: Mapping[str, Figures], columns: Sequence[str]) -> None:
    """Print figures, and the differences of the first two to the first row's.

    Args:
        title: Printed above.
        results: Figures by choice, what ships first.
        columns: Which figures.
    """
    print(f"**{title}**\n")
    shipped = next(iter(results.values()))
    compared = columns[:2]
    rows = []
    for name, figures in results.items():
        row = [name]
        for column in columns:
            row.append(show(figures[column]))
            if column in compared:
                difference = figures[column].minus(shipped[column])
                row.append("" if figures is shipped else show_difference(difference))
        rows.append(row)
    header = ["choice"]
    for column in columns:
        header += [column, "Δ"] if column in compared else [column]
    print_table(header, rows)


def show(estimate: Estimate, digits: int = 3) -> str:
    """Return a figure with its interval, as ``0.950 (0.941–0.958)``."""
    low, high = estimate.interval
    return f"{estimate.value:.{digits}f} ({low:.{digits}f}–{high:.{digits}f})"


def show_difference(estimate: Estimate) -> str:
    """Return a difference with its interval, in bold where that leaves out zero."""
    low, high = estimate.interval
    text = f"{estimate.value:+.3f} ({low:+.3f} to {high:+.3f})"
    return f"**{text}**" if low > 0 or high < 0 else text
