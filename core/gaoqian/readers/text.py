"""Plain text: one article per file, all of it body."""

from collections.abc import Iterator

from gaoqian.article import Article
from gaoqian.errors import ReadError
from gaoqian.readers.encoding import decode


def parse_text(data: bytes, declared: str = "") -> Iterator[Article | ReadError]:
    """Yield the article.

    Raises:
        ReadError: the encoding is unknown.
    """
    decoded = decode(data, declared)
    yield Article(body=decoded.text, encoding=decoded.encoding)
