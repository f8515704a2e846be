"""The models folder."""

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


def test_promote_and_roll_back(tmp_path: Path) -> None:
    """The pointer follows, and leaves nothing else behind."""
    store = _make(tmp_path, "2026.11.23-1", "2026.11.24-1")
    assert store.champion() is None
    for version in ("2026.11.24-1", "2026.11.23-1"):
        store.promote(version)
        assert store.champion() == version
    assert sorted(p.name for p in tmp_path.iterdir() if p.is_file()) == ["champion"]


def test_unknown_version_is_named(tmp_path: Path) -> None:
    """The error says which versions there are."""
    store = _make(tmp_path, "2026.11.23-1")
    with pytest.raises(BundleError, match=r"no version '9'.*2026\.11\.23-1"):
        store.promote("9")


def test_no_champion(tmp_path: Path) -> None:
    """The error says how to get one."""
    with pytest.raises(BundleError, match="gaoqian train"):
        ModelStore(tmp_path / "absent").path()
