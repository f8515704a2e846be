"""JSON Lines: one article a line, as in the contract of `gaoqian.article`."""

import json
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

import orjson

from gaoqian.article import Article
from gaoqian.errors import ArticleError
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import PORTION_ARTICLES, PORTION_BYTES, Portion, Skipped


@dataclass(frozen=True, slots=True)
class Lines:
    """Some consecutive lines of a file.

    Attributes:
        source: The file's name.
        first: Number of the first line, from 1.
        data: The lines as they are, with their line ends.
    """

    source: str
    first: int
    data: bytes

    @property
    def size(self) -> int:
        """The lines' length in bytes."""
        return len(self.data)

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield an article or a failure for every line that is not blank."""
        for number, line in enumerate(self.data.split(b"\n"), self.first):
            if line.strip():
                yield _read_line(line, f"{self.source}:{number}")


def plan_jsonl(path: Path, skip: int) -> Iterator[Portion]:
    """Cut a file into portions, leaving out as many lines at its start."""
    with path.open("rb") as file:
        if skip:
            yield Skipped(sum(map(len, islice(file, skip))))
        number = skip + 1
        while lines := _take_lines(file):
            yield Lines(str(path), number, b"".join(lines))
            number += len(lines)


def read_jsonl(data: bytes, name: str, _declared: str = "") -> Iterator[Article | ReadFailure]:
    """Yield an article or a failure for every line that is not blank."""
    yield from Lines(name, 1, data).read()


def _take_lines(file: BinaryIO) -> list[bytes]:
    lines = []
    size = 0
    for line in islice(file, PORTION_ARTICLES):
        lines.append(line)
        size += len(line)
        if size >= PORTION_BYTES:
            break
    return lines


def _read_line(line: bytes, where: str) -> Article | ReadFailure:
    # Lone surrogates and integers beyond 64 bits are JSON all the same, and what is none
    # deserves a precise message: for both, the standard decoder takes a second look.
    with suppress(orjson.JSONDecodeError, ArticleError):
        record = orjson.loads(line)
        if isinstance(record, dict):
            return Article.from_record(record, where)
    return _read_odd_line(line, where)


def _read_odd_line(line: bytes, where: str) -> Article | ReadFailure:
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        return ReadFailure(where, f"byte {error.start} is not UTF-8, expected JSON in UTF-8")
    except json.JSONDecodeError as error:
        return ReadFailure(where, f"no JSON at column {error.colno}: {error.msg}")
    except (RecursionError, ValueError):
        return ReadFailure(where, "JSON nested too deeply or a number too long, expected neither")
    if not isinstance(record, dict):
        return ReadFailure(where, f"is {type(record).__name__}, expected a JSON object")
    try:
        return Article.from_record(record, where)
    except ArticleError as error:
        return ReadFailure(where, str(error))
