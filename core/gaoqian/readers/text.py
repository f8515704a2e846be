"""Plain text: one article a file, all of it body."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gaoqian.article import Article
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import Portion, Skipped

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


@dataclass(frozen=True, slots=True)
class Text:
    """A text that is at hand.

    Attributes:
        source: Its name in articles and failures.
        data: Its bytes.
    """

    source: str
    data: bytes

    @property
    def size(self) -> int:
        """The text's length in bytes."""
        return len(self.data)

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield one article, or a failure where the bytes are text in no known encoding."""
        text = decode(self.data)
        if text is None:
            message = "is neither UTF-8 nor GB18030 text, expected one of the two"
            yield ReadFailure(self.source, message)
        else:
            yield Article(body=text, source=self.source)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that is one text.

    Attributes:
        path: Where it is.
        size: Its length in bytes.
    """

    path: Path
    size: int

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield one article or a failure."""
        try:
            yield from Text(str(self.path), self.path.read_bytes()).read()
        except OSError as error:
            yield ReadFailure.of_file(self.path, error)


def plan_text(path: Path, skip: int) -> Iterator[Portion]:
    """Take a file as one portion, or as none where its article is to be left out."""
    size = path.stat().st_size
    yield Skipped(size) if skip else TextFile(path, size)


def decode(data: bytes) -> str | None:
    """Decode by byte order mark, else as strict UTF-8, else as GB18030, else None.

    UTF-8 comes first because other text is hardly ever valid in it; GB18030 contains GBK and
    GB 2312.
    """
    marked = [name for mark, name in _MARKS if data.startswith(mark)]
    for encoding in marked or ("utf-8", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return None
