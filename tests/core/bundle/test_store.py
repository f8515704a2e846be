"""The models folder."""

import shutil
from datetime import date
from pathlib import Path

import pytest

from gaoqian import BundleError, ModelStore
from gaoqian.bundle.bundle import MANIFEST_NAME


def _make(folder: Path, *versions: str) -> ModelStore:
    for version in versions:
        (folder / version).mkdir()
        (folder / version / MANIFEST_NAME).write_text("{}")
    return ModelStore(folder)


def test_versions_in_order_of_time(tmp_path: Path) -> None:
    """The tenth of a day comes after the ninth; drafts and other folders are not listed."""
    store = _make(tmp_path, "2026.11.24-10", "2026.11.24-9", "2026.11.23-1", ".draft-x")
    (tmp_path / "notes").mkdir()
    assert store.versions() == ["2026.11.23-1", "2026.11.24-9", "2026.11.24-10"]


def test_next_version_of_a_day(tmp_path: Path) -> None:
    """Counting starts at 1 and goes on behind the highest."""
    store = _make(tmp_path, "2026.11.24-9", "2026.11.24-10")
    assert store.next_version(date(2026, 11, 24)) == "2026.11.24-11"
    assert store.next_version(date(2026, 11, 25)) == "2026.11.25-1"


def _pointers(store: ModelStore) -> tuple[str | None, str | None, str | None]:
    return store.champion(), store.previous(), store.challenger()


def test_promote_and_roll_back(tmp_path: Path) -> None:
    """The pointers follow, and leave nothing else behind; rolling back twice is forward again."""
    store = _make(tmp_path, "1", "2")
    assert _pointers(store) == (None, None, None)
    store.promote("1")
    assert _pointers(store) == ("1", None, None)
    for version, before in [("2", "1"), ("2", "1"), ("1", "2")]:
        store.promote(version)
        assert _pointers(store) == (version, before, None)
    for version, before in [("2", "1"), ("1", "2")]:
        assert store.rollback() == version
        assert _pointers(store) == (version, before, None)
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["champion", "previous"]


def test_nothing_to_roll_back_to(tmp_path: Path) -> None:
    """The error says what to do; a version that was removed is named."""
    store = _make(tmp_path, "1", "2")
    with pytest.raises(BundleError, match="before any; name one with 'gaoqian models promote'"):
        store.rollback()
    store.promote("1")
    with pytest.raises(BundleError, match="no version was champion before 1"):
        store.rollback()
    store.promote("2")
    shutil.rmtree(tmp_path / "1")
    with pytest.raises(BundleError, match="no version '1' there"):
        store.rollback()
    assert _pointers(store) == ("2", "1", None)


def test_challenger(tmp_path: Path) -> None:
    """Set, changed, taken away twice; one that is promoted challenges no more."""
    store = _make(tmp_path, "1", "2", "3")
    store.promote("1")
    for version in ("2", "3", None, None, "2"):
        store.challenge(version)
        assert store.challenger() == version
    with pytest.raises(BundleError, match="no version '9'"):
        store.challenge("9")
    store.promote("3")
    assert _pointers(store) == ("3", "1", "2")
    store.promote("2")
    assert _pointers(store) == ("2", "3", None)


def test_pointer_that_cannot_be_read(tmp_path: Path) -> None:
    """Something else than text under its name."""
    store = _make(tmp_path, "1")
    (tmp_path / "champion").write_bytes(b"\xff")
    with pytest.raises(BundleError, match="champion: cannot be read"):
        store.champion()


def test_unknown_version_is_named(tmp_path: Path) -> None:
    """The error says which versions there are."""
    store = _make(tmp_path, "2026.11.23-1")
    with pytest.raises(BundleError, match=r"no version '9'.*2026\.11\.23-1"):
        store.promote("9")


def test_no_champion(tmp_path: Path) -> None:
    """The error says how to get one."""
    with pytest.raises(BundleError, match="gaoqian train"):
        ModelStore(tmp_path / "absent").path()
