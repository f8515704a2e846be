"""Portions made for tests, where worker processes can import them."""

from collections.abc import Iterator
from dataclasses import dataclass

from gaoqian import Article
from gaoqian.errors import DataError
from gaoqian.readers import ReadFailure


@dataclass(frozen=True)
class Numbered:
    """A portion that is a task by itself."""

    number: int
    size: int = 1 << 18

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield one article; the seventh portion fails as no reader should."""
        if self.number == 7:
            raise DataError("got 7, expected another number")
        yield Article(id=str(self.number), body="消防站的队员逐户检查电线")
