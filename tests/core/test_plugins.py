"""Formats of other packages: found by name, refused where two offer one, blamed for mistakes."""

from collections.abc import Callable, Iterator
from pathlib import Path

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
    ("code", "what", "message"),
    [
        ("import nowhere_to_be_found", "READER", "imported: ModuleNotFoundError: No module named"),
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
