"""The taxonomy: the topics of a newsroom, read from a TOML file."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from gaoqian.errors import TaxonomyError

Kind = Literal["topic", "genre"]
Mode = Literal["multi", "single"]
Relation = Literal["", "exact", "close", "broad", "narrow"]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic, or one genre, of a taxonomy.

    Attributes:
        id: Identifier in data, results and the API: ``labour_union``.
        label: Chinese label: ``工会``.
        label_en: English label.
        kind: ``topic`` (what a piece is about) or ``genre`` (what kind of text it is).
        definition: Guideline for annotators: what belongs to it and what does not.
        code: IPTC NewsCode such as ``medtop:20000536``; empty for none.
        relation: How the code relates to the topic (SKOS mapping relations).
    """

    id: str
    label: str
    label_en: str = ""
    kind: Kind = "topic"
    definition: str = ""
    code: str = ""
    relation: Relation = ""


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """Topics in a fixed order, which is the order of every score array.

    Attributes:
        topics: The topics.
        mode: ``multi`` (any number of topics per article) or ``single`` (exactly one).
    """

    topics: tuple[Topic, ...]
    mode: Mode = "multi"

    def __iter__(self) -> Iterator[Topic]:
        return iter(self.topics)

    def __len__(self) -> int:
        return len(self.topics)

    @property
    def ids(self) -> tuple[str, ...]:
        """The identifiers, in order."""
        return tuple(topic.id for topic in self.topics)


def load_taxonomy(path: Path) -> Taxonomy:
    """Read a taxonomy file: tables ``[[topics]]`` with at least ``id``; optional ``mode``.

    Raises:
        TaxonomyError: the file is missing, is not TOML, or a topic is not as expected.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise TaxonomyError(f"{path}: no such taxonomy file") from error
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise TaxonomyError(f"{path}: cannot be read as TOML in UTF-8: {error}") from error
    return parse_taxonomy(content, origin=str(path))


def parse_taxonomy(content: Mapping[str, Any], origin: str) -> Taxonomy:
    """Build a taxonomy from parsed TOML or JSON; ``origin`` is named in errors.

    Raises:
        TaxonomyError: no topics, a repeated id, or a field that is not as expected.
    """
    entries = content.get("topics")
    if not isinstance(entries, list) or not entries:
        raise TaxonomyError(f"{origin}: expected at least one [[topics]] table, got none")
    topics = tuple(_parse_topic(entry, origin, number) for number, entry in enumerate(entries, 1))
    ids = [topic.id for topic in topics]
    repeated = sorted({identifier for identifier in ids if ids.count(identifier) > 1})
    if repeated:
        raise TaxonomyError(f"{origin}: topic id {repeated[0]!r} stands more than once")
    mode = content.get("mode", "multi")
    if mode not in ("multi", "single"):
        raise TaxonomyError(f"{origin}: 'mode' is {mode!r}, expected multi or single")
    return Taxonomy(topics, mode)


def _parse_topic(entry: object, origin: str, number: int) -> Topic:
    where = f"{origin}: topic {number}"
    if not isinstance(entry, dict) or not isinstance(entry.get("id"), str) or not entry["id"]:
        raise TaxonomyError(f"{where}: expected a table with a string 'id', got {entry!r}")
    known = set(Topic.__dataclass_fields__)
    fields = {"label": entry["id"], **{key: entry[key] for key in entry if key in known}}
    for key, value in fields.items():
        if not isinstance(value, str):
            raise TaxonomyError(f"{where}: '{key}' is {value!r}, expected a string")
    if fields.get("kind", "topic") not in ("topic", "genre"):
        raise TaxonomyError(f"{where}: 'kind' is {fields['kind']!r}, expected topic or genre")
    if fields.get("relation", "") not in ("", "exact", "close", "broad", "narrow"):
        raise TaxonomyError(
            f"{where}: 'relation' is {fields['relation']!r}, expected exact, close, broad or narrow"
        )
    return Topic(**fields)
