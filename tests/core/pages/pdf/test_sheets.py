"""Limits on the process that reads PDF pages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from gaoqian.pages.pdf.file import cut_pdf
from gaoqian.readers import ReadFailure, read_bytes
from gaoqian.segment import Segmenter, load_segmenter
from newsprint import headline, place, typeset


@pytest.fixture(scope="module")
def segmenter() -> Segmenter:
    """Words for joining headlines."""
    return load_segmenter()


def test_cut_off_file_is_one_failure() -> None:
    """A file without its end says what is missing."""
    page = [place(40, 60, headline("风雨桥修好了"))]
    (failure,) = read_bytes(typeset(page)[:2000], "a3.pdf")
    assert isinstance(failure, ReadFailure)
    assert str(failure) == "a3.pdf: is cut off or no PDF: ends without %%EOF"


def test_endless_page_is_given_up(tmp_path: Path, segmenter: Segmenter) -> None:
    """Forms that call each other ten times over are ended after two seconds of processor time."""
    path = tmp_path / "bomb.pdf"
    path.write_bytes(_bomb(depth=9))
    (error,) = cut_pdf(path, segmenter)
    assert str(error).startswith("page 1 took over 2 s of processor time")


def test_encrypted_file_is_one_failure() -> None:
    """A file that asks for a password is refused as such."""
    (failure,) = read_bytes(_locked(), "a3.pdf")
    assert isinstance(failure, ReadFailure)
    assert str(failure) == "a3.pdf: is encrypted, expected a PDF that opens without a password"


def _bomb(depth: int) -> bytes:
    """Return a page whose forms draw 10 to the power of ``depth`` letters."""
    calls = [_form(8 + level, b"/F Do " * 10) for level in range(depth)]
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources 6 0 R>>",
            _stream(b"", b"/F Do"),
            b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
            b"<</XObject<</F 7 0 R>>>>",
            *calls,
            _form(5, b"BT /F 12 Tf 10 10 Td (x) Tj ET", b"Font"),
        ]
    )


def _locked() -> bytes:
    """Return a page whose standard security handler takes no password that is tried."""
    keys = b"/O<" + b"ab" * 32 + b">/U<" + b"cd" * 32 + b">"
    return _pdf(
        [
            b"<</Type/Catalog/Pages 2 0 R>>",
            b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 500]>>",
            b"<</Filter/Standard/V 2/R 3/Length 128/P -4" + keys + b">>",
        ],
        b"/Encrypt 4 0 R/ID[<00><00>]",
    )


def _form(resource: int, content: bytes, kind: bytes = b"XObject") -> bytes:
    head = b"/Type/XObject/Subtype/Form/BBox[0 0 500 500]"
    return _stream(head + b"/Resources<</%s<</F %d 0 R>>>>" % (kind, resource), content)


def _stream(entries: bytes, content: bytes) -> bytes:
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(content), content)


def _pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    data, offsets = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    size = len(objects) + 1
    table = b"xref\n0 %d\n0000000000 65535 f \n%s" % (size, table)
    ending = b"trailer<</Size %d/Root 1 0 R%s>>\nstartxref\n%d\n%%%%EOF" % (
        size,
        trailer,
        len(data),
    )
    return data + table + ending
