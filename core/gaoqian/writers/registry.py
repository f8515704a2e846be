"""Which writer writes which format, by its name."""

from importlib import import_module

from gaoqian.errors import SettingsError
from gaoqian.writers.format import OutputFormat

#: To add a format: a file of its own beside this one with an `OutputFormat` named ``FORMAT``, and
#: a line here, the usual one first. Each is imported when it is asked for: lxml takes its time.
_MODULES = {
    "jsonl": "gaoqian.writers.jsonl",
    "csv": "gaoqian.writers.spreadsheet",
    "ninjs": "gaoqian.writers.ninjs",
    "newsml": "gaoqian.writers.newsml",
}


def writer_names() -> list[str]:
    """Return the names of all formats, the usual one first."""
    return list(_MODULES)


def writer(name: str) -> OutputFormat:
    """Return a format by its name.

    Raises:
        SettingsError: there is no such format.
    """
    if name not in _MODULES:
        raise SettingsError(
            f"format {name!r} is unknown, expected one of {', '.join(writer_names())}"
        )
    found: OutputFormat = import_module(_MODULES[name]).FORMAT
    return found
