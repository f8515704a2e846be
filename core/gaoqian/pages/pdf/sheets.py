"""Reading of PDF pages (sheets) in a separate process, with limits on time and memory.

The process runs `extraction`. Each page may take two seconds of processor time, about a hundred
times that of a full newspaper page; beyond, the system kills the process, and a new one continues
after that page.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from gaoqian.errors import ReadError
from gaoqian.pages.article import Box
from gaoqian.pages.pdf.sheet import MAX_FILE_BYTES, Glyph, Sheet, SheetFailure

_PROGRAM = Path(__file__).with_name("extraction.py")
#: Most pages of a file: an issue of a newspaper has 4 to 64.
MAX_PAGES = 400
#: Most characters of a page: a full broadsheet page of small ads has about 20,000.
MAX_GLYPHS = 100_000
#: Memory limit of the process; pictures are not decoded, so large pages need a fraction of it.
MAX_MEMORY_BYTES = 2 << 30
#: After so many pages that killed the process, the rest of the file is skipped.
MAX_DEATHS = 3
#: Limits of the child process, the argument of `extraction.main`.
_LIMITS: dict[str, float] = {
    "page_seconds": 2.0,
    "memory_bytes": MAX_MEMORY_BYTES,
    "pages": MAX_PAGES,
    "glyphs": MAX_GLYPHS,
}
#: PDFium's ``FPDF_ERR_PASSWORD`` and ``FPDF_ERR_SECURITY``.
_ENCRYPTED = {4, 5}
#: The end marker is searched in so many bytes; some writers append data after it.
_TAIL_BYTES = 1024


def read_sheets(path: Path) -> Iterator[Sheet | SheetFailure]:
    """Yield the pages of a PDF in order; a page that cannot be read becomes a failure.

    At most one page is in memory at a time.

    Raises:
        ReadError: no page can be read: the file is too large, encrypted or not a PDF.
        OSError: the file cannot be opened.
    """
    whole = _is_whole(path)
    following, pages, deaths = 1, None, 0
    while pages is None or following <= pages:
        for record in _run(path, following):
            if "refused" in record:
                raise ReadError(_refusal(record["refused"], whole=whole))
            if "pages" in record:
                if pages is None and not whole:
                    yield SheetFailure(None, f"{_CUT_OFF}, pages or text may be missing")
                if pages is None and record["pages"] > MAX_PAGES:
                    yield SheetFailure(None, f"has {record['pages']} pages, read to {MAX_PAGES}")
                pages = min(record["pages"], MAX_PAGES)
            else:
                following = record["page"] + 1
                yield _sheet(record)
        if pages is None:
            raise ReadError(f"opening it {_GAVE_UP}")
        if following <= pages:
            deaths += 1
            yield SheetFailure(following, _GAVE_UP)
            following += 1
        if deaths == MAX_DEATHS and following <= pages:
            yield SheetFailure(None, f"pages {following} to {pages} are left out, as {deaths} such")
            return


_CUT_OFF = "is cut off or no PDF: ends without %%EOF"
_GAVE_UP = (
    f"took over {_LIMITS['page_seconds']:g} s of processor time or {MAX_MEMORY_BYTES >> 20} MB, "
    "expected less"
)


def _is_whole(path: Path) -> bool:
    """Whether a file has its end marker; without it, the rest may still be readable."""
    with path.open("rb") as file:
        size = file.seek(0, 2)
        if size > MAX_FILE_BYTES:
            raise ReadError(f"has {size >> 20} MB, expected at most {MAX_FILE_BYTES >> 20}")
        file.seek(max(0, size - _TAIL_BYTES))
        return b"%%EOF" in file.read()


def _run(path: Path, first: int) -> Iterator[dict[str, Any]]:
    """Yield the records that one process writes until it exits or is killed."""
    command = [sys.executable, "-P", str(_PROGRAM), str(path), str(first), json.dumps(_LIMITS)]
    with subprocess.Popen(  # noqa: S603 - our own program
        command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    ) as process:
        try:
            for line in process.stdout or ():
                if not line.endswith(b"\n"):
                    return
                yield orjson.loads(line)
        finally:
            process.kill()


def _refusal(code: int, *, whole: bool) -> str:
    if code in _ENCRYPTED:
        return "is encrypted, expected a PDF that opens without a password"
    return "is damaged or no PDF" if whole else _CUT_OFF


def _sheet(record: dict[str, Any]) -> Sheet | SheetFailure:
    if "error" in record:
        return SheetFailure(record["page"], record["error"])
    numbers = iter(record["glyphs"])
    boxes = zip(numbers, numbers, numbers, numbers, numbers, strict=True)
    glyphs = (
        Glyph(text, *box, record["names"][font], index)
        for index, (text, box, font) in enumerate(
            zip(record["text"], boxes, record["fonts"], strict=True)
        )
    )
    return Sheet(
        record["page"],
        record["width"],
        record["height"],
        tuple(glyphs),
        *(tuple(Box(*box) for box in record[name]) for name in ("rules", "areas", "pictures")),
    )
