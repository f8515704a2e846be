"""Which topic another system means by a name that it uses."""

from collections.abc import Iterable

from gaoqian import Topic


def names_of(topic: Topic) -> frozenset[str]:
    """Return the names that a topic goes by: its identifier and its labels, in lower case."""
    return frozenset(_plain(name) for name in (topic.id, topic.label, topic.label_en) if name)


def find_topic(topics: Iterable[Topic], names: Iterable[str]) -> Topic | None:
    """Return the first topic that goes by one of these names, whatever their case; else None."""
    wanted = {_plain(name) for name in names}
    return next((topic for topic in topics if wanted & names_of(topic)), None)


def _plain(name: str) -> str:
    return name.strip().casefold()
