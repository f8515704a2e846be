"""Plug-ins: formats that other packages offer, found by their entry points and imported on use."""

from collections.abc import Collection
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TypeVar

from gaoqian.errors import PluginError

T = TypeVar("T")


def plugin_names(group: str) -> list[str]:
    """Return the names in an entry-point group, in lower case and sorted; nothing is imported."""
    return sorted(_by_name(group))


def find_plugin(group: str, name: str, built_in: Collection[str]) -> EntryPoint | None:
    """Return the entry point of a name, or None where no other package offers it.

    Args:
        group: The entry-point group.
        name: In lower case.
        built_in: The names that Gaoqian has itself.

    Raises:
        PluginError: several packages offer the name, or one does and Gaoqian itself has it.
            Which of them is meant cannot be known, and the other's results would be wrong.
    """
    offered = _by_name(group).get(name, ())
    owners = ["gaoqian"] * (name in built_in and bool(offered)) + [package(one) for one in offered]
    if len(owners) > 1:
        raise PluginError(f"{group}: {name!r} is offered by {' and by '.join(owners)}")
    return offered[0] if offered else None


def load_plugin(entry: EntryPoint, kind: type[T]) -> T:
    """Import what an entry point names.

    Raises:
        PluginError: it cannot be imported, or is of another class.
    """
    origin = f"{entry.group}: {entry.name!r} of {package(entry)} ({entry.value})"
    try:
        found = entry.load()
    except (Exception, SystemExit) as error:
        raise PluginError(
            f"{origin} cannot be imported: {type(error).__name__}: {error}"
        ) from error
    if not isinstance(found, kind):
        raise PluginError(f"{origin} is a {type(found).__name__}, expected a {kind.__name__}")
    return found


def package(entry: EntryPoint) -> str:
    """Return the name of the package that an entry point is from."""
    return entry.dist.name if entry.dist else entry.module.partition(".")[0]


@cache
def _by_name(group: str) -> dict[str, tuple[EntryPoint, ...]]:
    found: dict[str, tuple[EntryPoint, ...]] = {}
    for entry in entry_points(group=group):
        name = entry.name.lower()
        found[name] = (*found.get(name, ()), entry)
    return found
