"""Portions: a file in pieces that are quick to cut off and can be read in another process."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Protocol

from gaoqian.article import Article
from gaoqian.readers.failure import ReadFailure

#: Enough articles for batches to pay, few enough for progress to move every fraction of a second.
PORTION_ARTICLES = 256
#: So that long articles do not pile up: a portion ends about where it passes this size.
PORTION_BYTES = 1 << 20


class Portion(Protocol):
    """Some articles of one file, not yet read; small, and picklable.

    Cutting a file into portions only finds where articles begin; whatever costs time for
    each article happens in `read`.
    """

    @property
    def size(self) -> int:
        """How many bytes of the file it stands for; 0 where nobody knows."""

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield the articles in order; what cannot be read becomes a failure."""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A portion that is known beforehand to come to nothing but a failure."""

    failure: ReadFailure
    size: int = 0

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield the failure."""
        yield self.failure


@dataclass(frozen=True, slots=True)
class Skipped:
    """What an earlier run has dealt with: it counts as done and is not read."""

    size: int

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield nothing."""
        yield from ()
