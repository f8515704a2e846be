"""Plain text: one article a file, all of it body."""

import codecs
from collections.abc import Iterator
from typing import BinaryIO

from gaoqian.article import Article
from gaoqian.readers.failure import ReadFailure

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def read_text(file: BinaryIO, source: str) -> Iterator[Article | ReadFailure]:
    """Yield one article, or a failure where the bytes are text in no known encoding."""
    data = file.read()
    text = decode(data)
    if text is None:
        yield ReadFailure(source, "is neither UTF-8 nor GB18030 text, expected one of the two")
    else:
        yield Article(body=text, source=source)


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
