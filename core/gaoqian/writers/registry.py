"""Which writer writes which format, by its name."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gaoqian.errors import SettingsError
from gaoqian.writers.jsonl import write_jsonl
from gaoqian.writers.newsml import close_message, open_message, write_document, write_items
from gaoqian.writers.ninjs import write_item, write_ninjs
from gaoqian.writers.slip import Slip
from gaoqian.writers.spreadsheet import open_csv, write_csv


def _nothing() -> bytes:
    return b""


@dataclass(frozen=True, slots=True)
class Format:
    """How slips are written.

    Attributes:
        name: What it is called on the command line.
        suffix: How names of its files end.
        content_type: Its media type.
        part: Writes any number of slips, as they stand between ``opening`` and ``closing``.
        opening: Writes what stands before the first slip of a file.
        closing: Writes what stands behind the last.
        single: Writes the one slip of a file that holds no other; None where files of one slip
            are like all others.
        resumable: Whether a file that ends anywhere can be gone on with behind its last line.
    """

    name: str
    suffix: str
    content_type: str
    part: Callable[[Sequence[Slip]], bytes]
    opening: Callable[[], bytes] = _nothing
    closing: Callable[[], bytes] = _nothing
    single: Callable[[Slip], bytes] | None = None
    resumable: bool = False

    @property
    def many(self) -> bool:
        """Whether several slips usually share a file."""
        return self.single is None

    def write(self, slips: Sequence[Slip]) -> bytes:
        """Return a whole file that holds these slips, in order."""
        if self.single is not None and len(slips) == 1:
            return self.single(slips[0])
        return self.opening() + self.part(slips) + self.closing()


#: To add a format: a file of its own beside this one, and an entry here.
_FORMATS = (
    Format("jsonl", ".jsonl", "application/jsonl", write_jsonl, resumable=True),
    Format("csv", ".csv", "text/csv; charset=utf-8", write_csv, open_csv),
    Format("ninjs", ".json", "application/json", write_ninjs, single=write_item),
    Format(
        "newsml",
        ".xml",
        "application/vnd.iptc.g2.newsitem+xml",
        write_items,
        open_message,
        close_message,
        write_document,
    ),
)


def writer_names() -> list[str]:
    """Return the names of all formats, the usual one first."""
    return [known.name for known in _FORMATS]


def writer(name: str) -> Format:
    """Return a format by its name.

    Raises:
        SettingsError: there is no such format.
    """
    for known in _FORMATS:
        if known.name == name:
            return known
    raise SettingsError(f"format {name!r} is unknown, expected one of {', '.join(writer_names())}")
