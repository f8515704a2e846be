"""Portions: parts of a file that are cut cheaply and can be read in another process."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from gaoqian.article import Article
from gaoqian.readers.failure import ReadFailure

#: Enough articles for efficient batches, few enough for frequent progress.
PORTION_ARTICLES = 256
#: A portion ends when it exceeds this size, which limits memory.
PORTION_BYTES = 1 << 20


class Portion(Protocol):
    """Part of a file, not yet parsed; small and picklable.

    Cutting a file into portions only finds where articles begin; `read` does the expensive part.
    """

    @property
    def size(self) -> int:
        """Its share of the file in bytes; 0 if unknown."""

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield articles and failures in order."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A portion that is one failure, known when the file is cut."""

    failure: ReadFailure
    size: int = 0

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield the failure."""
        yield self.failure


@dataclass(frozen=True, slots=True)
class Skipped:
    """A portion done by an earlier run: counts for progress and is not read."""

    size: int

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield nothing."""
        yield from ()
