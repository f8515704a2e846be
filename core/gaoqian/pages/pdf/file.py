"""Segmentation of a PDF file into articles, with an error for each page without one."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from gaoqian.errors import ReadError
from gaoqian.pages.article import PageArticle
from gaoqian.pages.pdf.cutting import PdfDraft, build_article, cut_sheet, join_pages
from gaoqian.pages.pdf.sheet import Sheet, SheetFailure
from gaoqian.pages.pdf.sheets import read_sheets
from gaoqian.segment import Segmenter

#: Most characters of a scanned page: a page number or a stamp.
_FEW_GLYPHS = 20


def cut_pdf(path: Path, segmenter: Segmenter) -> Iterator[PageArticle | ReadError]:
    """Yield the articles of a PDF in order, and an error for each page that gave none.

    An article that is alone on consecutive pages, in one column, is yielded once; its ``page``
    and ``boxes`` are those of the first page.

    Args:
        path: The file.
        segmenter: Finds words across the line breaks of headlines.

    Raises:
        ReadError: no page can be read: the file is too large, encrypted or not a PDF.
        OSError: the file cannot be opened.
    """
    failures: list[ReadError] = []

    def drafts() -> Iterator[list[PdfDraft]]:
        for sheet in read_sheets(path):
            found = [] if isinstance(sheet, SheetFailure) else cut_sheet(sheet)
            if found:
                yield found
            else:
                failures.append(_failure(sheet))

    for draft in join_pages(drafts()):
        yield from failures
        failures.clear()
        yield build_article(draft, segmenter)
    yield from failures


def cut_pdf_bytes(data: bytes, segmenter: Segmenter) -> Iterator[PageArticle | ReadError]:
    """Yield the articles of a PDF in memory; otherwise as `cut_pdf`."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(data)
        file.flush()
        yield from cut_pdf(Path(file.name), segmenter)


def _failure(sheet: Sheet | SheetFailure) -> ReadError:
    if isinstance(sheet, SheetFailure):
        where = f"page {sheet.number} " if sheet.number else ""
        return ReadError(f"{where}{sheet.message}")
    glyphs = sum(not glyph.text.isspace() for glyph in sheet.glyphs)
    if glyphs <= _FEW_GLYPHS and (sheet.pictures or sheet.areas):
        return ReadError(f"page {sheet.number} holds only images, expected text: needs OCR")
    return ReadError(f"page {sheet.number} holds no article, expected body text")
