"""Readers by the endings of file names."""

from pathlib import Path

from gaoqian.readers import read_path, suffixes


def test_unknown_ending_names_the_known_ones(tmp_path: Path) -> None:
    """A format without a reader is a failure, not an error."""
    (failure,) = read_path(tmp_path / "page.indd")
    assert all(suffix in str(failure) for suffix in suffixes())


def test_missing_file(tmp_path: Path) -> None:
    """A file that is not there is a failure."""
    (failure,) = read_path(tmp_path / "gone.txt")
    assert "gone.txt: cannot be read: No such file" in str(failure)
