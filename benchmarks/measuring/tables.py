"""Markdown tables on standard output."""

from collections.abc import Iterable, Sequence


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print a table and a blank line behind it."""
    print(f"| {' | '.join(header)} |\n|{'---|' * len(header)}")
    for row in rows:
        print(f"| {' | '.join(row)} |")
    print(flush=True)


def print_absent(absent: dict[str, str]) -> None:
    """Print, by name, what was not measured and why."""
    for name, reason in absent.items():
        print(f"- **{name}**: {reason}")
    if absent:
        print(flush=True)


def ratio(value: float, base: float | None, digits: int = 1) -> str:
    """Return how many times ``base`` a value is, or a dash where there is no base."""
    return f"{value / base:.{digits}f}" if base else "–"
