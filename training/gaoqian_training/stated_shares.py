"""Shares of topics that a house knows and states, instead of having them estimated."""

import tomllib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gaoqian.errors import SettingsError
from gaoqian.taxonomy import Topic


def read_stated_shares(
    options: tuple[str, ...], settings: Path | None, topics: Sequence[Topic]
) -> dict[int, float]:
    """Return the shares that the house knows, by the topic's place; options go first.

    Args:
        options: ``topic=share`` each, the topic by identifier or label.
        settings: A TOML file with a table ``[shares]``; None where there is none.
        topics: The bundle's.

    Raises:
        SettingsError: the file cannot be read or has no such table, a topic is unknown or given
            twice, or a share is no number between 0 and 1.
    """
    content: dict[str, Any] = {}
    if settings is not None:
        try:
            content = tomllib.loads(settings.read_text(encoding="utf-8")).get("shares", {})
        except (OSError, ValueError) as error:
            raise SettingsError(f"{settings}: cannot be read as TOML in UTF-8: {error}") from error
        if not isinstance(content, dict) or not content:
            raise SettingsError(f"{settings}: no table [shares], expected topics and their shares")
    stated = [option.partition("=")[::2] for option in options]
    return _by_place(content.items(), topics) | _by_place(stated, topics)


def _by_place(pairs: Iterable[tuple[str, object]], topics: Sequence[Topic]) -> dict[int, float]:
    """Return shares by the topic's place; one source gives a topic once, by whatever name."""
    shares: dict[int, float] = {}
    for topic, value in pairs:
        place = _place(topic, topics)
        if place in shares:
            raise SettingsError(f"share of {topic!r} is given twice, expected one share a topic")
        shares[place] = _share(topic, value)
    return shares


def _place(topic: str, topics: Sequence[Topic]) -> int:
    """Return a topic's place, by its identifier or by the label that the table shows."""
    for place, known in enumerate(topics):
        if topic in (known.id, known.label):
            return place
    ids = [known.id for known in topics]
    raise SettingsError(f"share of {topic!r}: no such topic, expected one of {ids}")


def _share(topic: str, value: object) -> float:
    try:
        share = float(value) if isinstance(value, str | float | int) else -1.0
    except (ValueError, OverflowError):
        share = -1.0
    if not 0.0 < share < 1.0:
        raise SettingsError(f"share of {topic!r} is {value!r}, expected a number between 0 and 1")
    return share
