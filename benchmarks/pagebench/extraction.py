"""The text that two PDF libraries give of a page, as people feed it to page cutting."""

import io
from collections.abc import Callable
from typing import Any

import pdfplumber
import pypdfium2

#: In points: words whose upper edges are closer stand on one line.
_SAME_LINE = 3.0


def pypdfium2_text(pdf: bytes) -> str:
    """Return the plain text of a page by pypdfium2, in stream order."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        text: str = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    return text.replace("\r\n", "\n")


def pdfplumber_text(pdf: bytes) -> str:
    """Return the words of a page by pdfplumber, in stream order.

    A word that begins at another height, or further left than the one before, opens a line.
    """
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        words = document.pages[0].extract_words(use_text_flow=True)
    text = ""
    before: dict[str, Any] | None = None
    for word in words:
        if before is not None:
            follows = abs(word["top"] - before["top"]) < _SAME_LINE and word["x0"] > before["x0"]
            text += " " if follows else "\n"
        text += word["text"]
        before = word
    return text


def pdfplumber_rows(pdf: bytes) -> str:
    """Return what pdfplumber's ``extract_text`` gives: rows over all columns of the page."""
    with pdfplumber.open(io.BytesIO(pdf)) as document:
        text: str = document.pages[0].extract_text()
    return text


#: Mixes columns in every line, and is measured to say so; the aims are for the other two.
UNJUDGED = "pdfplumber rows"
#: What is read, by its name in the tables.
EXTRACTORS: dict[str, Callable[[bytes], str]] = {
    "pypdfium2": pypdfium2_text,
    "pdfplumber": pdfplumber_text,
    UNJUDGED: pdfplumber_rows,
}
