"""Plain text: one article a file, all of it body."""

import codecs
from collections.abc import Iterator

from gaoqian.article import Article
from gaoqian.errors import ReadError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def parse_text(data: bytes, _declared: str = "") -> Iterator[Article | ReadError]:
    """Yield one article.

    Raises:
        ReadError: the bytes are text in no known encoding.
    """
    text = decode(data)
    if text is None:
        raise ReadError("is neither UTF-8 nor GB18030 text, expected one of the two")
    yield Article(body=text)


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
