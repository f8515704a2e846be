"""PDF: the articles of newspaper pages, segmented by geometry."""

from collections.abc import Iterator
from functools import cache

from gaoqian.article import Article
from gaoqian.errors import ReadError
from gaoqian.segment import Segmenter


def parse_pdf(data: bytes, declared: str) -> Iterator[Article | ReadError]:
    """Yield the articles of a PDF in order, and an error for each page without one.

    Raises:
        ReadError: no page can be read.
    """
    from gaoqian.pages.pdf.file import cut_pdf_bytes

    del declared  # a PDF declares its encodings itself
    for found in cut_pdf_bytes(data, _segmenter()):
        if isinstance(found, ReadError):
            yield found
        else:
            yield Article(headline=found.headline, body=found.body, byline=found.byline)


@cache
def _segmenter() -> Segmenter:
    from gaoqian.segment import load_segmenter

    return load_segmenter()
