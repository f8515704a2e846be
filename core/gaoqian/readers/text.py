"""Plain text: one article a file, all of it body."""

from collections.abc import Iterator

from gaoqian.article import Article
from gaoqian.errors import ReadError
from gaoqian.readers.encoding import decode


def parse_text(data: bytes, declared: str = "") -> Iterator[Article | ReadError]:
    """Yield one article.

    Raises:
        ReadError: the bytes are text in no known encoding.
    """
    decoded = decode(data, declared)
    yield Article(body=decoded.text, encoding=decoded.encoding)
