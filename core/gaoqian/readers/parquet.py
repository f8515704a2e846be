"""Parquet: one article per row; columns are named like the keys of a JSON article.

Decoding columns is a small part of the cost of an article, and a range of rows cannot be decoded
without those before it. The file is therefore decoded once, batch by batch, when it is cut; a
portion contains one batch in Arrow's IPC format, and `read` turns rows into articles.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gaoqian.article import RECORD_KEYS, Article
from gaoqian.errors import ArticleError, ReadError
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import (
    PORTION_ARTICLES,
    PORTION_BYTES,
    Portion,
    Skipped,
    Unreadable,
)

if TYPE_CHECKING:
    from pyarrow import DataType
    from pyarrow.parquet import ParquetFile

#: Column chunks are read through a buffer of this size.
_BUFFER_BYTES = 1 << 20
#: Column types allowed besides strings.
_MORE = {
    "integers": frozenset(["id", "version"]),
    "timestamps": frozenset(["version_created", "embargoed_until"]),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """A portion of consecutive rows of a file.

    Attributes:
        source: The file's name.
        first: Number of the first row, from 1.
        data: The rows' known columns as an Arrow IPC stream of one batch.
        size: Their share of the file, in bytes.
    """

    source: str
    first: int
    data: bytes
    size: int

    def read(self) -> Iterator[Article | ReadFailure]:
        """Yield an article or a failure for every row."""
        import pyarrow as pa

        batch = pa.ipc.open_stream(self.data).read_next_batch()
        columns = [_values(column) for column in batch.columns]
        for number, row in enumerate(zip(*columns, strict=True), self.first):
            yield _read_row(dict(zip(batch.schema.names, row, strict=True)), self.source, number)


def plan_parquet(path: Path, skip: int) -> Iterator[Portion]:
    """Cut a file into portions, without its first ``skip`` rows.

    An unusable file is one failure; a damaged row group is one failure that names the lost rows,
    and the groups after it are read.
    """
    with path.open("rb"):  # so that the system's errors are raised as OSError
        file_bytes = path.stat().st_size
    yield from _plan(path, str(path), file_bytes, skip)


def read_parquet(data: bytes, name: str, _declared: str = "") -> Iterator[Article | ReadFailure]:
    """Yield an article or a failure for every row."""
    for portion in _plan(BytesIO(data), name, len(data), 0):
        yield from portion.read()


def _plan(file: Path | BytesIO, name: str, file_bytes: int, skip: int) -> Iterator[Portion]:
    try:
        yield from _ParquetPlan(file, name, file_bytes).portions(skip)
    except ReadError as error:
        yield Unreadable(ReadFailure(name, str(error)), file_bytes)


class _ParquetPlan:
    """An open file that is cut into portions.

    Raises:
        ReadError: the file is damaged or has no usable columns.
    """

    def __init__(self, file: Path | BytesIO, name: str, file_bytes: int) -> None:
        self._name = name
        self._file_bytes = file_bytes
        self._file = _open(file)
        self._rows: int = self._file.metadata.num_rows
        self._columns = _usable_columns(self._file)

    def portions(self, skip: int) -> Iterator[Portion]:
        """Yield the portions after the first ``skip`` rows."""
        if skip:
            yield Skipped(self._bytes_of(0, min(skip, self._rows)))
        first = 0
        for group in range(self._file.metadata.num_row_groups):
            count = self._file.metadata.row_group(group).num_rows
            if first + count > skip:
                yield from self._group_portions(group, first, max(0, skip - first))
            first += count

    def _group_portions(self, group: int, start: int, skip: int) -> Iterator[Portion]:
        """Yield the portions of a row group, whose first row is number ``start`` of the file."""
        import pyarrow as pa

        description = self._file.metadata.row_group(group)
        at, end = start, start + description.num_rows
        mean_bytes = description.total_byte_size // max(1, description.num_rows)
        rows = max(1, min(PORTION_ARTICLES, PORTION_BYTES // max(1, mean_bytes)))
        try:
            for batch in self._file.iter_batches(
                rows, row_groups=[group], columns=self._columns, use_threads=False
            ):
                fresh = batch.slice(min(batch.num_rows, max(0, start + skip - at)))
                after = at + batch.num_rows
                before = after - fresh.num_rows
                if fresh.num_rows:
                    size = self._bytes_of(before, after)
                    yield Rows(self._name, before + 1, _serialise(fresh), size)
                at = after
        except (pa.ArrowException, OSError, UnicodeDecodeError) as error:
            where = f"{self._name}:{at + 1}"
            message = f"damaged, rows {at + 1} to {end} are lost: {_first_line(error)}"
            yield Unreadable(ReadFailure(where, message), self._bytes_of(at, end))

    def _bytes_of(self, start: int, end: int) -> int:
        """Return the rows' proportional share of the file's size, in bytes."""
        rows = max(1, self._rows)
        return self._file_bytes * end // rows - self._file_bytes * start // rows


def _open(file: Path | BytesIO) -> "ParquetFile":
    import pyarrow as pa
    from pyarrow.parquet import ParquetFile

    try:
        opened = ParquetFile(
            file, pre_buffer=False, buffer_size=_BUFFER_BYTES, page_checksum_verification=True
        )
        _ = opened.schema_arrow.names  # decoded when they are asked for
    except UnicodeDecodeError as error:
        raise ReadError(f"is damaged: a column's name is not UTF-8: {error.reason}") from error
    except (pa.ArrowException, OSError) as error:
        raise ReadError(f"is damaged or no Parquet file: {_first_line(error)}") from error
    return opened


def _usable_columns(file: "ParquetFile") -> list[str]:
    """Return the names of the known columns; each must have a usable type."""
    schema = file.schema_arrow
    counts = Counter(schema.names)
    if not counts["headline"] and not counts["body"]:
        raise ReadError(f"no column 'body' and no 'headline' among {sorted(counts)}")
    columns = [name for name in RECORD_KEYS if counts[name]]
    for name in columns:
        if counts[name] > 1:
            raise ReadError(f"{counts[name]} columns are named {name!r}, expected one")
        kind = schema.field(name).type
        if not _is_usable(name, kind):
            more = next((f" or {more}" for more, names in _MORE.items() if name in names), "")
            raise ReadError(f"column {name!r} is {kind}, expected strings{more}")
    return columns


def _is_usable(name: str, kind: "DataType") -> bool:
    from pyarrow import types

    if types.is_dictionary(kind):
        kind = kind.value_type
    text = types.is_string(kind) or types.is_large_string(kind) or types.is_string_view(kind)
    number = name in _MORE["integers"] and types.is_integer(kind)
    moment = name in _MORE["timestamps"] and (types.is_timestamp(kind) or types.is_date(kind))
    return bool(text or types.is_null(kind) or number or moment)


def _serialise(batch: Any) -> bytes:
    import pyarrow as pa

    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, batch.schema) as stream:
        stream.write_batch(batch)
    data: bytes = sink.getvalue().to_pybytes()
    return data


def _values(column: Any) -> list[Any]:
    """Return a column's values; an undecodable value is replaced by its exception."""
    try:
        values: list[Any] = _in_microseconds(column).to_pylist()
    except (ValueError, OverflowError):  # pyarrow's own errors are among these, as is Unicode's
        return [_value(entry) for entry in column]
    return values


def _value(entry: Any) -> Any:
    try:
        return _in_microseconds(entry).as_py()
    except (ValueError, OverflowError) as error:
        return error


def _in_microseconds(values: Any) -> Any:
    """Convert dates and timestamps to Python's precision; zones are kept."""
    import pyarrow as pa
    from pyarrow import types

    kind = values.type
    if types.is_timestamp(kind):
        return values.cast(pa.timestamp("us", kind.tz), safe=False)
    return values.cast(pa.timestamp("us")) if types.is_date(kind) else values


def _read_row(record: dict[str, Any], source: str, number: int) -> Article | ReadFailure:
    where = f"{source}:{number}"
    for name, value in record.items():
        if isinstance(value, UnicodeDecodeError):
            return ReadFailure(where, f"byte {value.start} of {name!r} is not UTF-8")
        if isinstance(value, Exception):
            return ReadFailure(where, f"{name!r} is no moment: {_first_line(value)}")
    try:
        return Article.from_record(record, where)
    except ArticleError as error:
        return ReadFailure(where, str(error))


def _first_line(error: Exception) -> str:
    return str(error).partition("\n")[0]
