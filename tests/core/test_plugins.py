"""Formats of other packages: found by name, refused where two offer one, blamed for mistakes."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest

from gaoqian import Article, PluginError, SettingsError, plugins
from gaoqian.readers import ReadFailure, read_bytes, registry, require_formats, suffixes
from gaoqian.writers import OutputFormat, writer, writer_names

_READERS = """
from gaoqian import Article, ReadError
from gaoqian.readers import DocumentKind

def parse(data, declared):
    for line in data.decode().splitlines():
        if line == "odd":
            yield line
        elif line == "broken":
            raise KeyError("head")
        elif line == "exit":
            raise SystemExit(3)
        elif line == "byline":
            yield Article(body="乙", byline=["张三"])
        elif line == "status":
            yield Article(body="乙", pub_status="usabel")
        elif line == "moment":
            yield Article(body="乙", embargoed_until="later")
        elif line == "nothing":
            yield Article(body=b'bytes')
        elif line == "refused":
            yield ReadError("a line that is refused")
        else:
            yield Article(body=line)

READER = DocumentKind(parse, many=True)
NO_READER = parse
"""

Install = Callable[..., None]


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Install]:
    """Return a function that installs a package with a module and entry points."""

    def installed(name: str, entry_points: str, code: str = "") -> None:
        metadata = tmp_path / f"{name}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text(entry_points)
        (tmp_path / f"{name}.py").write_text(code)
        _forget()

    monkeypatch.syspath_prepend(tmp_path)
    yield installed
    monkeypatch.undo()
    _forget()


def _forget() -> None:
    plugins._by_name.cache_clear()
    registry._find.cache_clear()


def test_reader_of_another_package(install: Install) -> None:
    """Its ending is read as any other, whatever the case of its letters, and is listed."""
    install("lines_plugin", "[gaoqian.readers]\nlines = lines_plugin:READER\n", _READERS)
    assert ".lines" in suffixes()
    assert list(read_bytes("甲\nrefused\n乙".encode(), "in/A.LINES")) == [
        Article(body="甲", source="in/A.LINES:1"),
        ReadFailure("in/A.LINES:2", "a line that is refused"),
        Article(body="乙", source="in/A.LINES:3"),
    ]


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("broken", "the reader of bad_plugin failed: KeyError: 'head'"),
        ("exit", "the reader of bad_plugin failed: SystemExit: 3"),
        ("odd", "the reader of bad_plugin failed: TypeError: yields a str, expected an Article"),
    ],
)
def test_mistake_of_a_reader_is_a_failure_of_its_file(
    install: Install, line: str, message: str
) -> None:
    """What it read before that stays, and the failure names the package."""
    install("bad_plugin", "[gaoqian.readers]\nbad = bad_plugin:READER\n", _READERS)
    article, failure = read_bytes(f"甲\n{line}\n乙".encode(), "a.bad")
    assert getattr(article, "body", None) == "甲"
    assert failure == ReadFailure("a.bad", message)


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("byline", "'byline' is list"),
        ("status", "status 'usabel' is unknown"),
        ("moment", "'str' object has no attribute 'isoformat'"),
        ("nothing", "'body' is bytes"),
    ],
)
def test_article_with_a_wrong_field_is_a_failure_by_itself(
    install: Install, line: str, message: str
) -> None:
    """It would be noticed far behind reading, or never; the others of its file are read."""
    install("field_plugin", "[gaoqian.readers]\nfield = field_plugin:READER\n", _READERS)
    first, failure, last = read_bytes(f"甲\n{line}\n丙".encode(), "a.field")
    assert [getattr(each, "body", None) for each in (first, last)] == ["甲", "丙"]
    assert isinstance(failure, ReadFailure)
    assert failure.where == "a.field:2"
    assert f"the reader of field_plugin yields no article: {message}" in failure.message


@pytest.mark.parametrize(
    ("code", "what", "message"),
    [
        ("import nowhere_to_be_found", "READER", "imported: ModuleNotFoundError: No module named"),
        ("raise SystemExit(5)", "EXIT", "cannot be imported: SystemExit: 5"),
        (_READERS, "GONE", "cannot be imported: AttributeError"),
        (_READERS, "NO_READER", "is a function, expected a DocumentKind"),
    ],
)
def test_reader_that_cannot_be_used_is_named(
    install: Install, code: str, what: str, message: str
) -> None:
    """Before any file is read, with the package and what it names."""
    name = f"useless_{what.lower()}"
    install(name, f"[gaoqian.readers]\nuseless = {name}:{what}\n", code)
    with pytest.raises(PluginError, match=f"'useless' of {name} .*{message}"):
        require_formats([Path("a.useless")])
    require_formats([Path("a.txt")])  # which is none of its business


def test_name_that_two_offer_is_refused(install: Install) -> None:
    """Also where one of the two is Gaoqian itself; other names are not concerned."""
    entry_points = "[gaoqian.readers]\n{} = one_plugin:READER\n[gaoqian.writers]\n{} = a:b\n"
    install("one_plugin", entry_points.format("both", "CSV"), _READERS)
    install("two_plugin", entry_points.format("both", "none"))
    install("three_plugin", entry_points.format("TXT", "none"))
    with pytest.raises(PluginError, match=r"'both' is offered by (one|two)_plugin and by"):
        require_formats([Path("a.both")])
    with pytest.raises(PluginError, match="'txt' is offered by gaoqian and by three_plugin"):
        list(read_bytes(b"", "a.txt"))
    with pytest.raises(PluginError, match="'csv' is offered by gaoqian and by one_plugin"):
        writer("csv")
    require_formats([Path("a.json")])


def test_writer_of_another_package(install: Install) -> None:
    """It comes after our own, and an unknown name lists it."""
    code = "from gaoqian.writers import OutputFormat\nW = OutputFormat('w', '.w', 'x/y', repr)\n"
    install("writer_plugin", "[gaoqian.writers]\nw = writer_plugin:W\n", code)
    assert writer_names()[0] == "jsonl"
    assert writer_names()[-1] == "w"
    assert isinstance(writer("w"), OutputFormat)
    with pytest.raises(SettingsError, match=r"expected one of jsonl, .*, w$"):
        writer("v")


@pytest.mark.parametrize(
    ("code", "message"),
    [
        ("lambda slips: 'text'", "returns a str, expected bytes"),
        ("lambda slips: slips[0]", "failed: IndexError"),
    ],
)
def test_mistake_of_a_writer_names_its_package(install: Install, code: str, message: str) -> None:
    """And nothing is written."""
    module = f"from gaoqian.writers import OutputFormat as F\nW = F('w', '.w', 'x/y', {code})\n"
    name = f"odd_writer_{len(code)}"
    install(name, f"[gaoqian.writers]\nw = {name}:W\n", module)
    with pytest.raises(PluginError, match=f"the writer of {name} {message}"):
        writer("w").write([])


def test_archive_reads_its_other_members(install: Install) -> None:
    """A member whose reader cannot be imported is a failure."""
    install(
        "gone_plugin", "[gaoqian.readers]\ngone = gone_plugin:READER\n", "import nowhere_at_all"
    )
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        archive.writestr("a.gone", "甲")
        archive.writestr("b.txt", "乙")
    failure, article = read_bytes(packed.getvalue(), "c.zip")
    assert isinstance(failure, ReadFailure)
    assert "gone_plugin" in failure.message
    assert getattr(article, "body", None) == "乙"
