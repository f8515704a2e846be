"""Labelled articles as JSON Lines: what training and evaluation read."""

import gzip
import hashlib
import json
import zlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from gaoqian import Article, ArticleError, DataError, Taxonomy

GENRES = ("brief", "news", "feature", "editorial", "other")
KINDS = (
    "local",  # on one topic, local desk
    "national",  # on one topic, in the manner of national press, agency, television
    "commentary",  # argued opinion
    "double",  # two topics, each a third or more
    "unnamed",  # on a topic, without its obvious words
    "near_miss",  # a topic's words or manner, without being it
    "plain",  # no topic, and nothing near one
    "stream",  # portals and self-media as they come, no topic
    "brief",  # under 120 characters, any label
    "odd_form",  # table, notice, questions and answers, caption, script
)


@dataclass(frozen=True, slots=True)
class LabelledArticle:
    """An article with the topics that a person gave it.

    Attributes:
        article: The article; its ``source`` is ``file:line``.
        topics: Topic identifiers; empty means none of them.
        genre: What kind of text it is (brief, news, feature, editorial, other).
        kind: Why it was written, so that figures can be broken down by it: one of `KINDS`.
        note: What makes it distinct.
        group: Near-duplicates share a group and never straddle a split; empty: on its own.
        reviewed: Whether a second person agreed, where the data says so.
    """

    article: Article
    topics: frozenset[str]
    genre: str = ""
    kind: str = ""
    note: str = ""
    group: str = ""
    reviewed: bool | None = None

    def shares_group(self, other: "LabelledArticle") -> bool:
        """Return whether both declare the same group, so that no split parts them."""
        return bool(self.group) and self.group == other.group


@dataclass(frozen=True, slots=True)
class Dataset:
    """Labelled articles under one taxonomy.

    Attributes:
        items: The articles, in the order of the files.
        taxonomy: The taxonomy that their topics belong to.
        files: The files that they were read from.
    """

    items: tuple[LabelledArticle, ...]
    taxonomy: Taxonomy
    files: tuple[Path, ...]

    @property
    def articles(self) -> list[Article]:
        """The articles alone."""
        return [item.article for item in self.items]

    @property
    def labels(self) -> npt.NDArray[np.bool_]:
        """Shape ``(articles, topics)``: whether the article carries the topic."""
        columns = {topic: column for column, topic in enumerate(self.taxonomy.ids)}
        carried = [
            (row, columns[topic]) for row, item in enumerate(self.items) for topic in item.topics
        ]
        labels = np.zeros((len(self.items), len(columns)), dtype=np.bool_)
        labels[[row for row, _ in carried], [column for _, column in carried]] = True
        return labels

    def part(self, rows: Iterable[int]) -> "Dataset":
        """Return the dataset of some of the articles, in the order of the rows."""
        return replace(self, items=tuple(self.items[row] for row in rows))

    def topics_of(self, item: LabelledArticle) -> tuple[str, ...]:
        """Return an article's topics in the order of the taxonomy."""
        return tuple(topic for topic in self.taxonomy.ids if topic in item.topics)

    @property
    def groups(self) -> list[str]:
        """A group name for each article; ungrouped ones are alone in theirs."""
        return [
            f"={item.group}" if item.group else f"#{index}" for index, item in enumerate(self.items)
        ]

    @property
    def fingerprint(self) -> str:
        """SHA-256 over what is learned from: texts, topics and groups, in order."""
        digest = hashlib.sha256()
        for item in self.items:
            learned = [item.article.headline, item.article.body, sorted(item.topics), item.group]
            digest.update(json.dumps(learned, ensure_ascii=True).encode() + b"\n")
        return f"sha256:{digest.hexdigest()}"


def read_dataset(paths: Sequence[Path], taxonomy: Taxonomy) -> Dataset:
    """Read labelled articles from JSONL files (``.gz`` too) or folders of them.

    Raises:
        DataError: a file cannot be read, or a line is not a labelled article; the message
            names file and line.
    """
    files = tuple(file for path in paths for file in expand(path))
    items = [item for file in files for item in read_file(file, taxonomy)]
    if not items:
        raise DataError(f"no labelled articles in {', '.join(map(str, paths)) or 'no files'}")
    return Dataset(tuple(items), taxonomy, files)


def expand(path: Path) -> list[Path]:
    """Return the JSONL files that a path stands for.

    Raises:
        DataError: there is no such file, or no JSONL file in the folder.
    """
    if not path.is_dir():
        return [path]
    files = sorted({*path.glob("*.jsonl"), *path.glob("*.jsonl.gz")})
    if not files:
        raise DataError(f"{path}: no .jsonl or .jsonl.gz file in this folder")
    return files


def read_lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """Yield the lines of a file that are not blank, numbered from 1, still undecoded.

    Raises:
        DataError: the file cannot be read.
    """
    try:
        with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as file:
            for number, line in enumerate(file, 1):
                if line.strip():
                    yield number, line
    except (OSError, EOFError, zlib.error) as error:
        raise DataError(f"{path}: cannot be read: {error}") from error


def read_file(path: Path, taxonomy: Taxonomy) -> Iterator[LabelledArticle]:
    """Yield the labelled articles of one file.

    Raises:
        DataError: the file or a line of it is not as expected.
    """
    for number, line in read_lines(path):
        yield parse_line(line, f"{path}:{number}", taxonomy)


def parse_line(line: bytes, source: str, taxonomy: Taxonomy) -> LabelledArticle:
    """Parse one line; ``source`` names it in errors.

    Raises:
        DataError: it is not UTF-8, not JSON, not an article, or has unknown topics.
    """
    record = parse_json(line, source)
    try:
        article = Article.from_record(record, source)
    except ArticleError as error:
        raise DataError(f"{source}: {error}") from error
    if not (article.headline + article.body).strip():
        raise DataError(f"{source}: headline and body are empty, expected text")
    topics = record.get("topics")
    if not isinstance(topics, list) or not all(isinstance(topic, str) for topic in topics):
        raise DataError(f"{source}: 'topics' is {topics!r}, expected a list of topic ids")
    unknown = sorted(set(topics) - set(taxonomy.ids))
    if unknown:
        raise DataError(
            f"{source}: topic {unknown[0]!r} is unknown, expected some of {list(taxonomy.ids)}"
        )
    if taxonomy.mode == "single" and len(topics) != 1:
        raise DataError(f"{source}: 'topics' is {topics!r}, expected exactly one (mode single)")
    names = ("genre", "kind", "note", "group")
    optional = {name: str("" if record.get(name) is None else record[name]) for name in names}
    reviewed = record.get("reviewed")
    return LabelledArticle(
        article,
        frozenset(topics),
        **optional,
        reviewed=reviewed if isinstance(reviewed, bool) else None,
    )


def parse_json(line: bytes, source: str) -> dict[str, Any]:
    """Decode a line as UTF-8 and parse it as a JSON object.

    Raises:
        DataError: it is neither; the message says where and what was expected.
    """
    try:
        record = json.loads(line.decode("utf-8-sig").rstrip())
    except UnicodeDecodeError as error:
        raise DataError(
            f"{source}: byte {error.start} is not UTF-8 ({line[error.start]:#04x}); "
            "expected UTF-8, convert the file from GB18030 or Big5 first"
        ) from error
    except json.JSONDecodeError as error:
        raise DataError(f"{source}: no JSON at column {error.colno}: {error.msg}") from error
    except (RecursionError, ValueError) as error:
        raise DataError(f"{source}: JSON nested too deeply or a number too long") from error
    if not isinstance(record, dict):
        raise DataError(f"{source}: is {type(record).__name__}, expected a JSON object")
    return record
