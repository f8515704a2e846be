"""Documents: files that are read as a whole, whatever their format, and hold articles."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from gaoqian.article import Article
from gaoqian.errors import ReadError
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import Portion, Skipped

#: Takes a document's bytes and the encoding that their carrier declares, empty where it does not.
#: Yields what is in it, in order: articles without a source, and an error for each that cannot be
#: read. Raises ReadError where the document, or what is left of it, cannot be read.
Parse = Callable[[bytes, str], Iterator[Article | ReadError]]

#: Of a document that is a text. A broadsheet's whole day is under one megabyte.
TEXT_BYTES = 16 << 20


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """How documents of one format are read; picklable, since portions carry it.

    Attributes:
        parse: Reads one.
        many: Whether one can hold several articles. If so, the source of the n-th is ``file:n``,
            else ``file``.
        limit_bytes: How large one may be.
    """

    parse: Parse
    many: bool = False
    limit_bytes: int = TEXT_BYTES

    def read(self, data: bytes, name: str, declared: str = "") -> Iterator[Article | ReadFailure]:
        """Yield the articles of a document; what cannot be read becomes a failure.

        Args:
            data: The document.
            name: Its name in sources and failures.
            declared: The encoding that its carrier declares, such as HTTP's ``charset``.
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
        """Take a file as one portion without its first ``skip`` articles and failures."""
        size = path.stat().st_size
        yield Skipped(size) if skip and not self.many else DocumentFile(path, size, self, skip)

    def read_file(self, path: Path) -> Iterator[Article | ReadFailure]:
        """Yield the articles of a file, which is not opened where it is too large."""
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
        path: Where it is.
        size: Its length in bytes.
        kind: How it is read.
        skip: How many articles and failures at its start to leave out.
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
    """A portion that is one document at hand.

    Attributes:
        name: Its name in sources and failures.
        data: The document.
        kind: How it is read.
    """

    name: str
    data: bytes
    kind: DocumentKind

    @property
    def size(self) -> int:
        """The document's length in bytes."""
        return len(self.data)

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield the articles in order; what cannot be read becomes a failure."""
        yield from self.kind.read(self.data, self.name)
