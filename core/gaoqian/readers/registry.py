"""Which reader reads which file, by the end of its name."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path, PurePath

from gaoqian.article import Article
from gaoqian.errors import ArticleError, ReadError
from gaoqian.extras import require_extra
from gaoqian.pages.pdf.sheet import MAX_FILE_BYTES
from gaoqian.plugins import find_plugin, load_plugin, package, plugin_names
from gaoqian.readers.archive import ARCHIVE_BYTES, parse_zip
from gaoqian.readers.csv import CSV_BYTES, parse_csv
from gaoqian.readers.document import DocumentKind, Parse
from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.html import parse_html
from gaoqian.readers.json import parse_json
from gaoqian.readers.jsonl import plan_jsonl, read_jsonl
from gaoqian.readers.newsml import parse_newsml
from gaoqian.readers.parquet import plan_parquet, read_parquet
from gaoqian.readers.pdf import parse_pdf
from gaoqian.readers.portion import Portion, Unreadable
from gaoqian.readers.text import parse_text

#: Entry-point group of other packages' formats: a file name ending without its dot, and a
#: `DocumentKind`.
ENTRY_POINTS = "gaoqian.readers"


@dataclass(frozen=True, slots=True)
class InputFormat:
    """How files of one ending are read.

    The article read at line, row or place n has ``file:n`` as its source, the only article of a
    file the file's name.

    Attributes:
        plan: Cuts a file into portions, in order, after leaving out so many lines, rows or
            articles. May raise OSError.
        read: Reads bytes that have a name and perhaps a declared encoding.
        extra: The extra of ``pyproject.toml`` that it needs, if any.
    """

    plan: Callable[[Path, int], Iterator[Portion]]
    read: Callable[[bytes, str, str], Iterator[Article | ReadFailure]]
    extra: str | None = None


def _documents(kind: DocumentKind) -> InputFormat:
    return InputFormat(kind.plan, kind.read)


@dataclass(frozen=True, slots=True)
class _PluginParse:
    """A parse function of another package, whose mistakes are the failures of one file.

    Attributes:
        parse: The function.
        package: The package that it is from.
    """

    parse: Parse
    package: str

    def __call__(self, data: bytes, declared: str) -> Iterator[Article | ReadError]:
        """Yield what the function yields, and an error for an article with a wrong field.

        Raises:
            ReadError: it raises anything, or yields something else.
        """
        try:
            for item in self.parse(data, declared):
                yield self._checked(item)
        except ReadError:
            raise
        except (Exception, SystemExit) as error:
            kind = type(error).__name__
            raise ReadError(f"the reader of {self.package} failed: {kind}: {error}") from error

    def _checked(self, item: object) -> Article | ReadError:
        """Return an article or error; a wrong field would only be noticed far behind reading."""
        if isinstance(item, ReadError):
            return item
        if not isinstance(item, Article):
            raise TypeError(f"yields a {type(item).__name__}, expected an Article")
        try:
            return replace(Article.from_record(item.to_record()), encoding=str(item.encoding))
        except (ArticleError, AttributeError, TypeError) as error:
            return ReadError(f"the reader of {self.package} yields no article: {error}")


def suffixes() -> list[str]:
    """Return the file name endings that can be read, those of other packages among them."""
    return sorted({*_FORMATS, *(f".{name}" for name in plugin_names(ENTRY_POINTS))})


def require_formats(paths: Iterable[Path]) -> None:
    """Check that whatever reading these files needs is installed.

    Raises:
        ExtraError: an extra is missing; the message says how to install it.
        PluginError: the format is another package's, and cannot be used.
    """
    for suffix in {path.suffix.lower() for path in paths}:
        found = _find(suffix)
        if found is not None and found.extra:
            require_extra(found.extra)


def plan_path(path: Path, skip: int = 0) -> Iterator[Portion]:
    """Cut a file into portions; what cannot be read becomes one that says so.

    Args:
        path: The file.
        skip: How many lines or rows at its start to leave out.

    Raises:
        ExtraError: reading the format takes an extra that is not installed.
        PluginError: the format is another package's, and cannot be used.
    """
    require_formats([path])
    if path.is_dir():
        yield Unreadable(ReadFailure(str(path), "is a folder, expected files"))
        return
    reader = _find(path.suffix.lower())
    if reader is None:
        yield Unreadable(_unknown(str(path)))
        return
    try:
        yield from reader.plan(path, skip)
    except OSError as error:
        yield Unreadable(ReadFailure.of_file(path, error))


def read_path(path: Path) -> Iterator[Article | ReadFailure]:
    """Yield the articles of a file; what cannot be read becomes a failure, never an error.

    Raises:
        ExtraError: reading the format takes an extra that is not installed.
        PluginError: the format is another package's, and cannot be used.
    """
    for portion in plan_path(path):
        yield from portion.read()


def read_bytes(data: bytes, name: str, declared: str = "") -> Iterator[Article | ReadFailure]:
    """Yield the articles of bytes as `read_path` does those of a file.

    Args:
        data: What a file of that name would hold.
        name: Says the format by its end, and where articles and failures are from.
        declared: The encoding that the carrier declares, such as HTTP's ``charset``.

    Raises:
        ExtraError: reading the format takes an extra that is not installed.
        PluginError: the format is another package's, and cannot be used.
    """
    require_formats([Path(name)])
    reader = _find(PurePath(name).suffix.lower())
    if reader is None:
        yield _unknown(name)
    else:
        yield from reader.read(data, name, declared)


@cache
def _find(suffix: str) -> InputFormat | None:
    """Return the format of an ending in lower case, from here or from another package."""
    names = [known.removeprefix(".") for known in _FORMATS]
    entry = find_plugin(ENTRY_POINTS, suffix.removeprefix("."), names)
    if entry is None:
        return _FORMATS.get(suffix)
    kind = load_plugin(entry, DocumentKind)
    return _documents(replace(kind, parse=_PluginParse(kind.parse, package(entry))))


def _unknown(name: str) -> ReadFailure:
    ending = PurePath(name).suffix
    return ReadFailure(name, f"ends in {ending!r}, expected one of {', '.join(suffixes())}")


_HTML = _documents(DocumentKind(parse_html))
_ZIP = DocumentKind(partial(parse_zip, read_bytes), many=True, limit_bytes=ARCHIVE_BYTES)

#: To add a format: a file of its own beside this one, and a line here.
_FORMATS = {
    ".csv": _documents(DocumentKind(parse_csv, many=True, limit_bytes=CSV_BYTES)),
    ".htm": _HTML,
    ".html": _HTML,
    ".json": _documents(DocumentKind(parse_json, many=True)),
    ".jsonl": InputFormat(plan_jsonl, read_jsonl),
    ".parquet": InputFormat(plan_parquet, read_parquet, extra="parquet"),
    ".pdf": _documents(DocumentKind(parse_pdf, many=True, limit_bytes=MAX_FILE_BYTES)),
    ".txt": _documents(DocumentKind(parse_text)),
    ".xml": _documents(DocumentKind(parse_newsml, many=True)),
    ".zip": _documents(_ZIP),
}
