"""The drop folder: stable files, in order, and where they go."""

import os
import time
from pathlib import Path

import pytest

from gaoqian.readers import ReadFailure
from gaoqian_service.errors import FolderTakenError, WireError
from gaoqian_service.wire.drop_folder import DropFolder


def _drop(folder: Path, name: str, age_seconds: float = 60) -> Path:
    path = folder / name
    path.write_text(name, encoding="utf-8")
    os.utime(path, (time.time() - age_seconds,) * 2)
    return path


@pytest.mark.parametrize("trusts_clock", [True, False])
def test_growing_file_is_waited_for(tmp_path: Path, *, trusts_clock: bool) -> None:
    """A file that was just changed is not whole; on a foreign clock, neither is an old one."""
    path = tmp_path / "a.txt"
    path.write_text("半", encoding="utf-8")
    folder = DropFolder(tmp_path, 3600, trusts_clock=trusts_clock)
    assert folder.look() == []
    assert folder.is_waiting
    os.utime(path, (time.time() - 7200,) * 2)
    assert [found.path for found in folder.look()] == ([path] if trusts_clock else [])


def test_files_come_in_order_of_arrival(tmp_path: Path) -> None:
    """By time, then by name; folders, links, hidden and unfinished files are ignored."""
    for name, age in [("b.txt", 60.0), ("a.txt", 60.0), ("c.txt", 120.0)]:
        _drop(tmp_path, name, age)
    moment = (tmp_path / "a.txt").stat().st_mtime
    os.utime(tmp_path / "b.txt", (moment, moment))
    for name in (".hidden.txt", "d.part", "e.txt~", "f.crdownload"):
        _drop(tmp_path, name)
    (tmp_path / "folder").mkdir()
    (tmp_path / "link.txt").symlink_to(tmp_path / "a.txt")
    found = DropFolder(tmp_path, 1, trusts_clock=True).look()
    assert [one.path.name for one in found] == ["c.txt", "a.txt", "b.txt"]


def test_done_files_are_moved_and_never_overwrite(tmp_path: Path) -> None:
    """With failures to ``_ERROR``, where the reasons stand beside them."""
    folder = DropFolder(tmp_path, 1, trusts_clock=True)
    failure = ReadFailure("a.txt:1", "no JSON")
    for turn in range(2):
        _drop(tmp_path, "a.txt")
        (found,) = folder.look()
        assert folder.finish(found, []) == tmp_path / "_PROCESSED" / ("a.txt", "a-2.txt")[turn]
    _drop(tmp_path, "a.txt")
    (found,) = folder.look()
    moved = folder.finish(found, [failure])
    assert moved == tmp_path / "_ERROR" / "a.txt"
    assert (tmp_path / "_ERROR" / "a.txt.reason.txt").read_text() == "a.txt:1: no JSON\n"
    assert folder.look() == []
    assert not folder.is_waiting


def test_changed_file_stays(tmp_path: Path) -> None:
    """What was read of it is not all of it."""
    folder = DropFolder(tmp_path, 1, trusts_clock=True)
    path = _drop(tmp_path, "a.txt")
    (found,) = folder.look()
    path.write_text("longer than before", encoding="utf-8")
    assert not found.is_unchanged
    assert folder.finish(found, []) is None
    path.unlink()
    assert folder.finish(found, []) is None


def test_folder_is_for_one_process(tmp_path: Path) -> None:
    """It must be there, and nobody else may watch it."""
    with (
        pytest.raises(WireError, match="is no folder"),
        DropFolder(tmp_path / "gone", 1, trusts_clock=True).opened(),
    ):
        pass
    folder = DropFolder(tmp_path, 1, trusts_clock=True)
    with folder.opened():
        assert (tmp_path / "_PROCESSED").is_dir()
        with (
            pytest.raises(FolderTakenError, match="another process"),
            DropFolder(tmp_path, 1, trusts_clock=True).opened(),
        ):
            pass
    with folder.opened():
        pass
