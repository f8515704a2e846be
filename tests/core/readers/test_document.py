"""What all documents have in common: portions, places, limits."""

import pickle
from pathlib import Path, PurePath

import pytest

from documents import TEXT, documents
from gaoqian import Article
from gaoqian.readers import ReadFailure, plan_path, read_bytes, read_path, registry

_DOCUMENTS = documents()


def test_there_is_a_document_of_each_format() -> None:
    """These tests leave none out."""
    assert {PurePath(name).suffix for name in _DOCUMENTS} | {".htm"} == registry._FORMATS.keys()


@pytest.fixture(params=_DOCUMENTS)
def path(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A file of each format."""
    path: Path = tmp_path / request.param
    path.write_bytes(_DOCUMENTS[request.param])
    return path


def test_bytes_are_read_as_files_are(path: Path) -> None:
    """The same articles by the same names."""
    assert list(read_bytes(path.read_bytes(), str(path))) == list(read_path(path))


def test_portions_travel_and_add_up(path: Path) -> None:
    """Each travels as a pickle; their sizes are the file's."""
    portions = list(plan_path(path))
    assert sum(portion.size for portion in portions) == path.stat().st_size
    copies = pickle.loads(pickle.dumps(portions))
    assert [item for portion in copies for item in portion.read()] == list(read_path(path))


@pytest.mark.parametrize("skip", [1, 2])
def test_skipping(path: Path, skip: int) -> None:
    """The first articles are left out, the others keep their places, and all bytes count."""
    portions = list(plan_path(path, skip))
    assert sum(portion.size for portion in portions) == path.stat().st_size
    items = [item for portion in portions for item in portion.read()]
    assert items == list(read_path(path))[skip:]


@pytest.mark.parametrize("size", [16 << 20, 200_000_000])
def test_large_text_is_refused_by_its_size(tmp_path: Path, size: int) -> None:
    """A file of 200 MB is not opened: it is sparse here, and reading would show its zeros."""
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(size + 1)
    (failure,) = read_path(path)
    assert str(failure) == f"{path}: holds {size + 1:,} bytes, expected 16,777,216 at most"


def test_large_bytes_are_refused() -> None:
    """The limit is that of files."""
    (failure,) = read_bytes(bytes((16 << 20) + 1), "a.html")
    assert str(failure) == "a.html: holds 16,777,217 bytes, expected 16,777,216 at most"


def test_unknown_ending() -> None:
    """Bytes need a name that says their format."""
    (failure,) = read_bytes(b"x", "wire/1.doc")
    assert isinstance(failure, ReadFailure)
    assert failure.where == "wire/1.doc"
    assert failure.message.startswith("ends in '.doc', expected one of .csv")


def test_declared_encoding() -> None:
    """A carrier's declaration reaches the reader."""
    data = "中".encode("big5")
    (item,) = read_bytes(data, "a.txt", "big5")
    assert item == Article(body="中", source="a.txt", encoding="big5hkscs")


def test_file_that_vanishes(tmp_path: Path) -> None:
    """It may go between planning and reading."""
    path = tmp_path / "a.json"
    path.write_text(f'{{"body":"{TEXT}"}}')
    (portion,) = plan_path(path)
    path.unlink()
    (failure,) = portion.read()
    assert str(failure) == f"{path}: cannot be read: No such file or directory"
