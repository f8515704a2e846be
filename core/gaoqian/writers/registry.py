"""Which writer writes which format, by its name."""

from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from importlib import import_module
from typing import ParamSpec

from gaoqian.errors import PluginError, SettingsError
from gaoqian.plugins import find_plugin, load_plugin, package, plugin_names
from gaoqian.writers.format import OutputFormat

P = ParamSpec("P")

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
        return _guarded(load_plugin(entry, OutputFormat), package(entry))
    if name not in _MODULES:
        raise SettingsError(
            f"format {name!r} is unknown, expected one of {', '.join(writer_names())}"
        )
    found: OutputFormat = import_module(_MODULES[name]).FORMAT
    return found


def _guarded(found: OutputFormat, owner: str) -> OutputFormat:
    """Return another package's format whose mistakes name the package."""

    def guard(write: Callable[P, bytes]) -> Callable[P, bytes]:
        @wraps(write)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> bytes:
            try:
                content: object = write(*args, **kwargs)
            except (Exception, SystemExit) as error:
                reason = f"{type(error).__name__}: {error}"
                raise PluginError(f"the writer of {owner} failed: {reason}") from error
            if not isinstance(content, bytes):
                raise PluginError(
                    f"the writer of {owner} returns a {type(content).__name__}, expected bytes"
                )
            return content

        return guarded

    return replace(
        found,
        part=guard(found.part),
        opening=guard(found.opening),
        closing=guard(found.closing),
        single=None if found.single is None else guard(found.single),
    )
