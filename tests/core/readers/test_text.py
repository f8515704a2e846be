"""Plain text files."""

import codecs
from pathlib import Path

import pytest

from gaoqian import Article
from gaoqian.readers import ReadFailure, read_path

_TEXT = "工会换届，镕字在内。"


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (_TEXT.encode(), "utf-8"),
        (codecs.BOM_UTF8 + _TEXT.encode(), "utf-8-sig"),
        (_TEXT.encode("gb18030"), "gb18030"),
        (codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"), "utf-16"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16 with mark"],
)
def test_text_file_is_one_article(tmp_path: Path, data: bytes, encoding: str) -> None:
    """The whole file is the body, whatever its encoding."""
    path = tmp_path / "稿件.TXT"
    path.write_bytes(data)
    assert list(read_path(path)) == [Article(body=_TEXT, source=str(path), encoding=encoding)]


def test_text_in_no_encoding(tmp_path: Path) -> None:
    """Bytes that are no text are one failure that names the file."""
    path = tmp_path / "photo.txt"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\xff")
    (failure,) = read_path(path)
    assert isinstance(failure, ReadFailure)
    assert "photo.txt: is text in no known encoding" in str(failure)
