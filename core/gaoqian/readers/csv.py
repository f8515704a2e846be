"""CSV: one article per row; columns are named like the keys of a JSON article, or in Chinese."""

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO

from gaoqian.article import RECORD_KEYS, Article
from gaoqian.errors import ArticleError, ReadError
from gaoqian.readers.document import TEXT_BYTES
from gaoqian.readers.encoding import decode

#: Maximum size of a CSV file, which contains many texts.
CSV_BYTES = 4 * TEXT_BYTES
_DELIMITERS = ",\t;|"
#: Column headings of newsrooms' spreadsheets, and the keys themselves.
_KEYS = {name: name for name in RECORD_KEYS} | {
    "标题": "headline",
    "题目": "headline",
    "正文": "body",
    "内容": "body",
    "编号": "id",
    "稿号": "id",
    "语言": "language",
    "版本": "version",
    "作者": "byline",
    "署名": "byline",
    "记者": "byline",
    "状态": "pub_status",
    "发布时间": "version_created",
    "解禁时间": "embargoed_until",
}


def parse_csv(data: bytes, declared: str = "") -> Iterator[Article | ReadError]:
    """Yield an article or an error for every row after the header row.

    The delimiter is the one that yields most known column names; quotes are double.

    Raises:
        ReadError: the encoding is unknown, neither headline nor body is a column, a column occurs
            twice, or a quote is not closed.
    """
    decoded = decode(data, declared)
    csv.field_size_limit(CSV_BYTES)  # process-wide; the default of 128 kB is too small
    delimiter = _delimiter(decoded.text.partition("\n")[0])
    rows = csv.reader(StringIO(decoded.text, newline=""), delimiter=delimiter, strict=True)
    try:
        names = _columns(next(rows, []))
        for row in filter(None, rows):
            yield _article(row, names, decoded.encoding)
    except csv.Error as error:
        raise ReadError(f"line {rows.line_num} is no CSV, the rest is lost: {error}") from error


def _delimiter(first: str) -> str:
    def known(delimiter: str) -> int:
        return sum(_key(name.strip('"')) in RECORD_KEYS for name in first.split(delimiter))

    return max(_DELIMITERS, key=known)  # the first of equals: the comma


def _key(heading: str) -> str:
    name = heading.strip().lower()
    return _KEYS.get(name, name)


def _columns(headings: list[str]) -> list[str]:
    names = [_key(heading) for heading in headings]
    if "body" not in names and "headline" not in names:
        raise ReadError(f"no column 'body' (正文) and no 'headline' (标题) among {headings[:20]}")
    for name, count in Counter(names).items():
        if count > 1 and name in RECORD_KEYS:
            raise ReadError(f"{count} columns are {name!r}, expected one")
    return names


def _article(row: list[str], names: list[str], encoding: str) -> Article | ReadError:
    if len(row) != len(names):
        return ReadError(f"has {len(row)} cells, expected {len(names)} as in the first row")
    record = {name: cell for name, cell in zip(names, row, strict=True) if name in RECORD_KEYS}
    try:
        return replace(Article.from_record(record), encoding=encoding)
    except ArticleError as error:
        return ReadError(str(error))
