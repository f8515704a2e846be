"""Documents: files that are parsed as a whole, as one or several articles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from gaoqian.article import Article
from gaoqian.errors import ReadError
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import Portion, Skipped

#: Parses a document: takes its bytes and the encoding declared outside of it (empty for none), and
#: yields articles without source, or an error for each that cannot be read, in order. Raises
#: ReadError if the document, or the rest of it, cannot be read.
Parse = Callable[[bytes, str], Iterator[Article | ReadError]]

#: Maximum size of a text document. All text of a newspaper issue is under one megabyte.
TEXT_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """A document format; picklable, as a part of portions.

    Attributes:
        parse: Parses a document.
        many: Whether a document may contain several articles; then the source of the n-th is
            ``file:n``, else ``file``.
        limit_bytes: Maximum size of a document.
    """

    parse: Parse
    many: bool = False
    limit_bytes: int = TEXT_BYTES

    def read(self, data: bytes, name: str, declared: str = "") -> Iterator[Article | ReadFailure]:
        """Yield the articles and failures of a document.

        Args:
            data: The document.
            name: Its name in sources and failures.
            declared: Encoding declared outside of it, such as HTTP's ``charset``; empty for none.
        """
        try:
            self._check_size(len(data))
            for number, item in enumerate(self.parse(data, declared), 1):
                where = f"{name}:{number}" if self.many else name
                if isinstance(item, ReadError):
                    yield ReadFailure(where, str(item))
                else:
                    yield replace(item, source=where)
        except ReadError as error:
            yield ReadFailure(name, str(error))

    def plan(self, path: Path, skip: int) -> Iterator[Portion]:
        """Yield a file as one portion without its first ``skip`` articles and failures."""
        size = path.stat().st_size
        yield Skipped(size) if skip and not self.many else DocumentFile(path, size, self, skip)

    def read_file(self, path: Path) -> Iterator[Article | ReadFailure]:
        """Yield the articles and failures of a file; one that is too large is not opened."""
        try:
            self._check_size(path.stat().st_size)
            yield from self.read(path.read_bytes(), str(path))
        except ReadError as error:
            yield ReadFailure(str(path), str(error))
        except OSError as error:
            yield ReadFailure.of_file(path, error)

    def _check_size(self, size: int) -> None:
        if size > self.limit_bytes:
            raise ReadError(f"holds {size:,} bytes, expected {self.limit_bytes:,} at most")


@dataclass(frozen=True, slots=True)
class DocumentFile:
    """A portion that is one document in a file.

    Attributes:
        path: The file.
        size: Its size in bytes.
        kind: Its format.
        skip: Number of articles and failures at its start to skip.
    """

    path: Path
    size: int
    kind: DocumentKind
    skip: int = 0

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield the articles in order; what cannot be read becomes a failure."""
        yield from islice(self.kind.read_file(self.path), self.skip, None)


@dataclass(frozen=True, slots=True)
class DocumentBytes:
    """A portion that is one document in memory.

    Attributes:
        name: Its name in sources and failures.
        data: The document.
        kind: Its format.
    """

    name: str
    data: bytes
    kind: DocumentKind

    @property
    def size(self) -> int:
        """The document's size in bytes."""
        return len(self.data)

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield the articles in order; what cannot be read becomes a failure."""
        yield from self.kind.read(self.data, self.name)
