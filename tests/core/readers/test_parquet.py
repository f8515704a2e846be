"""Parquet files, written by pyarrow as others write them."""

import pickle
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet

from gaoqian import Article, ExtraError
from gaoqian.dates import CHINA
from gaoqian.readers import ReadFailure, plan_path, read_path, require_formats


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where each test writes its file."""
    return tmp_path / "wire.parquet"


def _write(path: Path, columns: dict[str, Any], **options: Any) -> None:
    parquet.write_table(pa.table(columns), path, **options)


def _numbered(path: Path, count: int, **options: Any) -> None:
    _write(path, {"id": list(range(count)), "body": [f"第{n}篇" for n in range(count)]}, **options)


def test_rows_are_articles(path: Path) -> None:
    """Known columns are read, null is missing, the source is the row counted from 1."""
    columns = {
        "n": [0.5, 1.5, 2.5],
        "id": ["a", None, "c"],
        "headline": ["标题", None, ""],
        "body": ["正文\n", "正文", None],
        "language": [None, "zh-Hant", None],
        "source": ["desk", "desk", "desk"],
    }
    _write(path, columns)
    assert list(read_path(path)) == [
        Article("标题", "正文\n", "a", f"{path}:1"),
        Article("", "正文", "", f"{path}:2", "zh-Hant"),
        Article("", "", "c", f"{path}:3"),
    ]


@pytest.mark.parametrize(
    ("identifiers", "body"),
    [
        (pa.array([7], pa.uint64()), pa.array(["正文"], pa.large_string())),
        (pa.array(["7"]), pa.array(["正文"]).dictionary_encode()),
        (pa.array(["7"]).dictionary_encode(), pa.array(["正文"], pa.string_view())),
    ],
    ids=["number", "dictionary", "view"],
)
def test_columns_in_other_layouts(path: Path, identifiers: pa.Array, body: pa.Array) -> None:
    """Texts may be long, repeated or views, and numbers may identify articles."""
    _write(path, {"id": identifiers, "headline": pa.nulls(1), "body": body})
    assert list(read_path(path)) == [Article("", "正文", "7", f"{path}:1")]


def test_versions_and_moments(path: Path) -> None:
    """Versions may be numbers; a moment without a zone, and a day, are China's."""
    columns = {
        "body": ["甲", "乙", "丙"],
        "version": [3, None, 5],
        "version_created": pa.array([0, 1_000_000_001, None], pa.timestamp("ns", "UTC")),
        "embargoed_until": pa.array([0, None, 1], pa.date32()),
        "pub_status": ["usable", "withheld", None],
    }
    _write(path, columns)
    epoch = datetime(1970, 1, 1, tzinfo=UTC)
    day = datetime(1970, 1, 1, tzinfo=CHINA)
    first, second, third = read_path(path)
    assert first == Article("", "甲", "", f"{path}:1", "", "3", "", "usable", epoch, day)
    assert second == Article(
        body="乙",
        source=f"{path}:2",
        pub_status="withheld",
        version_created=epoch + timedelta(seconds=1),
    )
    assert third == Article(
        body="丙", source=f"{path}:3", version="5", embargoed_until=day + timedelta(days=1)
    )


def test_moments_beyond_pythons(path: Path) -> None:
    """The row is a failure; its neighbours are read."""
    _write(
        path, {"body": ["甲", "乙"], "version_created": pa.array([1 << 61, 0], pa.timestamp("us"))}
    )
    first, second = read_path(path)
    assert str(first).startswith(f"{path}:1: 'version_created' is no moment: ")
    assert isinstance(second, Article)


def test_portions_are_the_file_in_pieces(path: Path) -> None:
    """Numbers run on over row groups, sizes add up to the file, and each travels as a pickle."""
    _numbered(path, 1000, row_group_size=600)
    portions = list(plan_path(path))
    assert len(portions) > 2
    assert sum(portion.size for portion in portions) == path.stat().st_size
    items = [item for portion in pickle.loads(pickle.dumps(portions)) for item in portion.read()]
    assert [(item.id, item.source) for item in items if isinstance(item, Article)] == [
        (str(n), f"{path}:{n + 1}") for n in range(1000)
    ]


def test_long_rows_come_in_small_portions(path: Path) -> None:
    """A portion holds a few megabytes at most, however long the articles are."""
    _write(path, {"body": [f"{n}" * 200_000 for n in range(40)]}, compression="none")
    portions = list(plan_path(path))
    assert max(len(pickle.dumps(portion)) for portion in portions) < 4_000_000
    assert len([item for portion in portions for item in portion.read()]) == 40


@pytest.mark.parametrize("skip", [1, 256, 599, 600, 700, 999, 1000, 1001])
def test_skipping_rows(path: Path, skip: int) -> None:
    """The first rows are left out, yet counted in bytes."""
    _numbered(path, 1000, row_group_size=600)
    portions = list(plan_path(path, skip))
    assert sum(portion.size for portion in portions) == path.stat().st_size
    items = [item for portion in portions for item in portion.read()]
    assert items == list(read_path(path))[skip:]


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"id": ["1"], "text": ["x"]}, "no column 'body' and no 'headline' among ['id', 'text']"),
        ({"body": [5]}, "column 'body' is int64, expected strings"),
        ({"body": ["x"], "id": [1.5]}, "column 'id' is double, expected strings or integers"),
        ({"body": ["x"], "language": [["zh"]]}, "column 'language' is list"),
        ({"body": [b"x"]}, "column 'body' is binary, expected strings"),
    ],
    ids=["no text", "number as body", "fraction as id", "list", "bytes"],
)
def test_columns_that_cannot_be_used(path: Path, columns: dict[str, Any], expected: str) -> None:
    """The whole file is one failure that names the column and its type."""
    _write(path, columns)
    (failure,) = read_path(path)
    assert isinstance(failure, ReadFailure)
    assert str(failure).startswith(f"{path}: {expected}")


def test_column_that_is_there_twice(path: Path) -> None:
    """Which one is meant cannot be told."""
    table = pa.table([pa.array(["x"]), pa.array(["y"])], names=["body", "body"])
    parquet.write_table(table, path)
    (failure,) = read_path(path)
    assert "2 columns are named 'body', expected one" in str(failure)


def test_column_whose_name_is_no_text(path: Path) -> None:
    """A damaged footer is one failure, whichever of its parts is read first."""
    _write(path, {"body": ["x"], "zzzz": ["y"]})
    path.write_bytes(path.read_bytes().replace(b"zzzz", b"\xff\xffzz"))
    (failure,) = read_path(path)
    assert str(failure).startswith(f"{path}: is damaged: a column's name is not UTF-8")


@pytest.mark.parametrize("keep", [0, 3, 100, -1], ids=["empty", "mark", "begun", "cut"])
def test_file_that_is_cut_short(path: Path, keep: int) -> None:
    """Without its footer, a file is one failure."""
    _numbered(path, 100)
    path.write_bytes(path.read_bytes()[:keep])
    (failure,) = read_path(path)
    assert str(failure).startswith(f"{path}: is damaged or no Parquet file: ")
    assert "\n" not in str(failure)


def test_damaged_row_group_costs_its_own_rows_only(path: Path) -> None:
    """The failure says which rows are lost; the groups before and behind are read."""
    options: dict[str, Any] = {"use_dictionary": False, "write_page_checksum": True}
    _numbered(path, 300, row_group_size=100, **options)
    column = parquet.ParquetFile(path).metadata.row_group(1).column(1)
    data = bytearray(path.read_bytes())
    place = column.data_page_offset + column.total_compressed_size // 2
    data[place] ^= 0xFF
    path.write_bytes(data)
    items = list(read_path(path))
    failures = [str(item) for item in items if isinstance(item, ReadFailure)]
    assert len(failures) == 1
    assert failures[0].startswith(f"{path}:101: damaged, rows 101 to 200 are lost: ")
    numbers = [int(item.id) for item in items if isinstance(item, Article)]
    assert numbers == [*range(100), *range(200, 300)]
    assert sum(portion.size for portion in plan_path(path)) == path.stat().st_size


def test_text_that_is_not_utf_8(path: Path) -> None:
    """A row whose bytes are no text is a failure; its neighbours are read."""
    bad = pa.Array.from_buffers(
        pa.string(), 3, pa.array([b"a", b"b\xffc", b"d"]).buffers(), null_count=0
    )
    _write(path, {"body": bad})
    first, second, third = read_path(path)
    assert str(second) == f"{path}:2: byte 1 of 'body' is not UTF-8"
    assert (first, third) == (Article("", "a", "", f"{path}:1"), Article("", "d", "", f"{path}:3"))


def test_missing_file(path: Path) -> None:
    """A file that is not there is a failure, as with any format."""
    (failure,) = read_path(path)
    assert str(failure) == f"{path}: cannot be read: No such file or directory"


def test_missing_extra(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pyarrow, one error says how to install it; other formats do not ask for it."""
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    require_formats([Path("a.jsonl"), Path("b.txt"), Path("c.unknown")])
    with pytest.raises(ExtraError, match=r"pyarrow not.*pip install 'gaoqian\[parquet\]'"):
        require_formats([Path("a.jsonl"), Path("B.PARQUET")])
    with pytest.raises(ExtraError, match="pyarrow"):
        list(read_path(path))
