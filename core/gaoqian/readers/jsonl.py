"""JSON Lines: one article (`Article.from_record`) or ninjs item per line."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import orjson

from gaoqian.article import Article
from gaoqian.errors import ArticleError, ReadError
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.json import load_json, record_article
from gaoqian.readers.portion import PORTION_ARTICLES, PORTION_BYTES, Portion, Skipped

#: First bytes of JSON values, as the standard decoder accepts them.
_BEGINNINGS = frozenset(bytes([byte]) for byte in b'{["-0123456789tfnNI')
#: Keys that only articles and ninjs items have.
_TEXTS = frozenset(["headline", "body", "headlines", "bodies", "body_text", "body_xhtml"])


@dataclass(frozen=True, slots=True)
class Lines:
    """A portion of consecutive lines of a file.

    Attributes:
        source: The file's name.
        first: Number of the first line, from 1.
        data: The lines with their line ends.
    """

    source: str
    first: int
    data: bytes

    @property
    def size(self) -> int:
        """The lines' size in bytes."""
        return len(self.data)

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield an article or a failure for every line that is not blank."""
        for number, line in enumerate(self.data.split(b"\n"), self.first):
            if line.strip():
                yield _read_line(line, f"{self.source}:{number}")


def plan_jsonl(path: Path, skip: int) -> Iterator[Portion]:
    """Cut a file into portions, without its first ``skip`` lines."""
    with path.open("rb") as file:
        yield from plan_lines(file, str(path), skip)


def plan_lines(lines: Iterator[bytes], source: str, skip: int) -> Iterator[Portion]:
    """Cut lines into portions, without the first ``skip``."""
    if skip:
        yield Skipped(sum(map(len, islice(lines, skip))))
    number = skip + 1
    while taken := _take_lines(lines):
        yield Lines(source, number, b"".join(taken))
        number += len(taken)


def looks_like_jsonl(line: bytes) -> bool:
    """Return whether a line is an article or ninjs item in JSON."""
    try:
        record = orjson.loads(line)
    except orjson.JSONDecodeError:
        return False
    return isinstance(record, dict) and not _TEXTS.isdisjoint(record)


def read_jsonl(data: bytes, name: str, _declared: str = "") -> Iterator[Article | ReadFailure]:
    """Yield an article or a failure for every line that is not blank."""
    yield from Lines(name, 1, data).read()


def _take_lines(lines: Iterator[bytes]) -> list[bytes]:
    taken = []
    size = 0
    for line in islice(lines, PORTION_ARTICLES):
        taken.append(line)
        size += len(line)
        if size >= PORTION_BYTES:
            break
    return taken


def _read_line(line: bytes, where: str) -> Article | ReadFailure:
    # What orjson or `Article` refuses is decoded again by the standard library.
    with suppress(orjson.JSONDecodeError, ArticleError, ReadError):
        return record_article(orjson.loads(line), where)
    start = line.lstrip()[:1]
    if start.isascii() and start not in _BEGINNINGS:  # faster than an exception per line
        column = line.index(start) + 1
        return ReadFailure(where, f"no JSON at column {column}: Expecting value")
    try:
        return record_article(load_json(line), where)
    except (ArticleError, ReadError) as error:
        return ReadFailure(where, str(error))
