"""Topic names: finding the topic that another system names."""

from collections.abc import Iterable

from gaoqian import Topic


def names_of(topic: Topic) -> frozenset[str]:
    """Return a topic's names: identifier, label and English label, case-folded."""
    return frozenset(_fold(name) for name in (topic.id, topic.label, topic.label_en) if name)


def find_topic(topics: Iterable[Topic], names: Iterable[str]) -> Topic | None:
    """Return the first topic that has one of these names, ignoring case; None where none has."""
    wanted = {_fold(name) for name in names}
    return next((topic for topic in topics if wanted & names_of(topic)), None)


def _fold(name: str) -> str:
    return name.strip().casefold()
