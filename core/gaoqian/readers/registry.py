"""Which reader reads which file, by the end of its name."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from gaoqian.article import Article
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.jsonl import read_jsonl
from gaoqian.readers.text import read_text

#: Reads a stream of bytes; ``source`` names it in articles and failures. Yields in order.
Reader = Callable[[BinaryIO, str], Iterator[Article | ReadFailure]]

#: To add a format: a file of its own beside this one, and a line here.
_READERS: dict[str, Reader] = {
    ".jsonl": read_jsonl,
    ".txt": read_text,
}


def suffixes() -> list[str]:
    """Return the file name endings that can be read."""
    return sorted(_READERS)


def read_path(path: Path) -> Iterator[Article | ReadFailure]:
    """Yield the articles of a file; what cannot be read becomes a failure, never an error."""
    if path.is_dir():
        yield ReadFailure(str(path), "is a folder, expected files")
        return
    reader = _READERS.get(path.suffix.lower())
    if reader is None:
        expected = ", ".join(suffixes())
        yield ReadFailure(str(path), f"ends in {path.suffix!r}, expected one of {expected}")
        return
    try:
        with path.open("rb") as file:
            yield from reader(file, str(path))
    except OSError as error:
        yield ReadFailure(str(path), f"cannot be read: {error.strerror or error}")


def read_stream(file: BinaryIO, source: str = "-") -> Iterator[Article | ReadFailure]:
    """Yield the one article of a text that arrives on a stream."""
    yield from read_text(file, source)
