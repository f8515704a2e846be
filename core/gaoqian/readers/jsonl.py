"""JSON Lines: one article a line, as in the contract of `gaoqian.article`."""

import json
from collections.abc import Iterator
from typing import BinaryIO

from gaoqian.article import Article
from gaoqian.errors import ArticleError
from gaoqian.readers.failure import ReadFailure


def read_jsonl(file: BinaryIO, source: str) -> Iterator[Article | ReadFailure]:
    """Yield an article or a failure for every line that is not blank."""
    for number, line in enumerate(file, 1):
        if line.strip():
            yield _read_line(line, f"{source}:{number}")


def _read_line(line: bytes, where: str) -> Article | ReadFailure:
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
        return Article.from_record(record, source=where)
    except ArticleError as error:
        return ReadFailure(where, str(error))
