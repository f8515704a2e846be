"""CSV for spreadsheets: one row per slip, in UTF-8 with the byte order mark that Excel needs."""

import csv
from collections.abc import Sequence
from io import StringIO

from gaoqian.writers.format import OutputFormat
from gaoqian.writers.labels import final_labels, model_labels
from gaoqian.writers.slip import Slip

COLUMNS = (
    "id",
    "version",
    "headline",
    "status",
    "reason",
    "topics",
    "labels",
    "decided_by",
    "suggested",
    "scores",
    "pub_status",
    "embargoed_until",
    "same_story_as",
    "model",
    "source",
)

#: First characters that make a spreadsheet interpret a cell as a formula (OWASP, "CSV
#: Injection"): such cells get an apostrophe, which spreadsheets hide.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


def open_csv() -> bytes:
    """Return the byte order mark and the row of column names."""
    return b"\xef\xbb\xbf" + _rows([COLUMNS])


def write_csv(slips: Sequence[Slip]) -> bytes:
    """Return a row for each slip; topics in a cell are separated by semicolons."""
    return _rows([_row(slip) for slip in slips])


def _row(slip: Slip) -> tuple[str, ...]:
    labels = final_labels(slip)
    suggested = model_labels(slip)
    embargo = slip.article.embargoed_until
    return (
        slip.article.id,
        slip.article.version,
        slip.article.headline,
        _status(slip),
        (slip.result and slip.result.reason) or "",
        ";".join(label.topic.id for label in labels),
        ";".join(label.topic.label for label in labels),
        "model" if slip.editor_topics is None else "editor",
        ";".join(label.topic.id for label in suggested),
        ";".join(f"{label.score:.4f}" for label in suggested),
        slip.pub_status,
        "" if embargo is None else embargo.isoformat(),
        slip.same_story_as,
        slip.model,
        slip.article.source,
    )


def _status(slip: Slip) -> str:
    if slip.withdrawn:
        return "withdrawn"
    return "" if slip.result is None else slip.result.status


def _rows(rows: Sequence[Sequence[str]]) -> bytes:
    text = StringIO()
    csv.writer(text).writerows([_guard(cell) for cell in row] for row in rows)
    return text.getvalue().encode("utf-8", "backslashreplace")


def _guard(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA_STARTS) else cell


FORMAT = OutputFormat("csv", ".csv", "text/csv; charset=utf-8", write_csv, open_csv)
