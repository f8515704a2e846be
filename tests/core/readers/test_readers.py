"""Readers and their registry."""

import codecs
from pathlib import Path

import pytest

from gaoqian import Article
from gaoqian.readers import ReadFailure, read_path, suffixes

_TEXT = "工会换届，镕字在内。"


@pytest.mark.parametrize(
    "data",
    [
        _TEXT.encode(),
        codecs.BOM_UTF8 + _TEXT.encode(),
        _TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + _TEXT.encode("utf-16-le"),
    ],
    ids=["utf-8", "utf-8 with mark", "gb18030", "utf-16 with mark"],
)
def test_text_file_is_one_article(tmp_path: Path, data: bytes) -> None:
    """The whole file is the body, whatever its encoding."""
    path = tmp_path / "稿件.TXT"
    path.write_bytes(data)
    assert list(read_path(path)) == [Article(body=_TEXT, source=str(path))]


def test_text_in_no_encoding(tmp_path: Path) -> None:
    """Bytes that are no text are one failure that names the file."""
    path = tmp_path / "photo.txt"
    path.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\xff")
    (failure,) = read_path(path)
    assert isinstance(failure, ReadFailure)
    assert "photo.txt: is neither UTF-8 nor GB18030" in str(failure)


def test_bad_lines_do_not_stop_the_rest(tmp_path: Path) -> None:
    """Each bad line is a failure with its number; the good ones are articles in order."""
    path = tmp_path / "wire.jsonl"
    lines = [
        b'{"id":"1","body":"\xe5\xb7\xa5\xe4\xbc\x9a"}',
        b'{"id":',
        b"",
        b"[1]",
        b'{"body":"\xff"}',
        b'{"body":5}',
        b"[" * 100_000,
        b'{"id":"2","body":"x","source":"desk"}',
    ]
    path.write_bytes(b"\n".join(lines))
    items = list(read_path(path))
    good = [item for item in items if isinstance(item, Article)]
    assert [(a.id, a.source) for a in good] == [("1", f"{path}:1"), ("2", "desk")]
    failures = [str(item) for item in items if isinstance(item, ReadFailure)]
    expected = [
        "2: no JSON at column",
        "4: is list",
        "5: byte 9",
        "6: 'body' is int",
        "7: JSON nested",
    ]
    assert len(failures) == len(expected)
    for failure, part in zip(failures, expected, strict=True):
        assert f"{path}:{part}" in failure


def test_unknown_ending_names_the_known_ones(tmp_path: Path) -> None:
    """A format without a reader is a failure, not an error."""
    (failure,) = read_path(tmp_path / "page.indd")
    assert all(suffix in str(failure) for suffix in suffixes())


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a failure."""
    (failure,) = read_path(tmp_path / "gone.txt")
    assert "gone.txt: cannot be read: No such file" in str(failure)
