"""Tables as spreadsheets export them."""

import pytest

from documents import CSV, TEXT
from gaoqian import Article
from gaoqian.readers import ReadFailure, read_bytes


def _read(text: str, encoding: str = "utf-8") -> list[Article | ReadFailure]:
    return list(read_bytes(text.encode(encoding), "a.csv"))


@pytest.mark.parametrize("encoding", ["utf-8-sig", "gb18030", "utf-16"])
def test_chinese_headings_and_encodings(encoding: str) -> None:
    """Excel writes GBK, or UTF-8 with a mark."""
    assert _read(CSV, encoding) == [
        Article("工会慰问", TEXT, "1", "a.csv:1", encoding=encoding),
        Article("消防", "“演练”", "2", "a.csv:2", pub_status="withheld", encoding=encoding),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimiter_is_found(delimiter: str) -> None:
    """It is what parts known names; other columns are not read."""
    rows = [["id", "备注，另", "Body"], ["7", "x", '"一,二;三\n""四"""']]
    items = _read("\r\n".join(delimiter.join(row) for row in rows))
    assert items == [Article("", '一,二;三\n"四"', "7", "a.csv:1", encoding="utf-8")]


def test_rows_of_another_length_are_failures() -> None:
    """They are failures in their places, as are rows with bad values; empty lines are none."""
    items = _read("body,pub_status\n甲\n\n乙,usable\n丙,dead\n")
    assert [str(item) for item in items if isinstance(item, ReadFailure)] == [
        "a.csv:1: has 1 cells, expected 2 as in the first row",
        "a.csv:3: status 'dead' is unknown, expected one of usable, withheld, canceled",
    ]
    assert [item.source for item in items if isinstance(item, Article)] == ["a.csv:2"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", "no column 'body' (正文) and no 'headline' (标题) among []"),
        ("甲,乙\n1,2", "among ['甲', '乙']"),
        ("正文,内容\n1,2", "2 columns are 'body', expected one"),
        ('body\n甲\n"乙', "line 3 is no CSV, the rest is lost: unexpected end of data"),
    ],
)
def test_tables_that_cannot_be_used(text: str, expected: str) -> None:
    """The failure says what the first row holds, or where the rest is lost."""
    failure = _read(text)[-1]
    assert isinstance(failure, ReadFailure)
    assert failure.where == "a.csv"
    assert expected in failure.message


def test_long_cells() -> None:
    """A cell may be longer than the 128 kB that Python allows by default."""
    (item,) = _read("body\n" + "文" * 200_000)
    assert isinstance(item, Article)
    assert len(item.body) == 200_000
