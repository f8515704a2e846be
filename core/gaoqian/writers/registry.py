"""Which writer writes which format, by its name."""

from importlib import import_module

from gaoqian.errors import SettingsError
from gaoqian.plugins import find_plugin, load_plugin, plugin_names
from gaoqian.writers.format import OutputFormat

#: Entry-point group of other packages' formats: the format's name, and an `OutputFormat`.
ENTRY_POINTS = "gaoqian.writers"

#: To add a format: a file of its own beside this one with an `OutputFormat` named ``FORMAT``, and
#: a line here, the usual one first. Each is imported when it is asked for: lxml takes its time.
_MODULES = {
    "jsonl": "gaoqian.writers.jsonl",
    "csv": "gaoqian.writers.spreadsheet",
    "ninjs": "gaoqian.writers.ninjs",
    "newsml": "gaoqian.writers.newsml",
}


def writer_names() -> list[str]:
    """Return the names of all formats: the usual one first, other packages' last."""
    return list(dict.fromkeys((*_MODULES, *plugin_names(ENTRY_POINTS))))


def writer(name: str) -> OutputFormat:
    """Return a format by its name.

    Raises:
        SettingsError: there is no such format.
        PluginError: the format is another package's, and cannot be used.
    """
    entry = find_plugin(ENTRY_POINTS, name, _MODULES)
    if entry is not None:
        return load_plugin(entry, OutputFormat)
    if name not in _MODULES:
        raise SettingsError(
            f"format {name!r} is unknown, expected one of {', '.join(writer_names())}"
        )
    found: OutputFormat = import_module(_MODULES[name]).FORMAT
    return found
