"""Atomic file writes."""

import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from gaoqian.files import UNFINISHED, open_atomically, sync_folder, write_atomically

_KILLED_WHILE_WRITING = """
import os, signal, sys
from pathlib import Path
from gaoqian.files import open_atomically

with open_atomically(Path(sys.argv[1])) as file:
    file.write(b"half of it")
    file.flush()
    os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def synced(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Every path that is fsynced, in order; the fsync itself still happens."""
    paths: list[Path] = []
    fsync = os.fsync

    def record(descriptor: int) -> None:
        paths.append(Path(f"/proc/self/fd/{descriptor}").readlink())
        fsync(descriptor)

    monkeypatch.setattr(os, "fsync", record)
    return paths


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    """The content is exactly as given, and nothing else remains in the folder."""
    path = tmp_path / "稿件.txt"
    for content in (b"first\r\n\x00", b"second", b""):
        write_atomically(path, content)
        assert path.read_bytes() == content
        assert _names(tmp_path) == ["稿件.txt"]


def test_a_name_of_greatest_length_can_be_written(tmp_path: Path) -> None:
    """The temporary name is not made of the file's name, which may have 255 bytes."""
    path = tmp_path / ("x" * 255)
    write_atomically(path, b"content")
    assert path.read_bytes() == b"content"


def test_the_mode_follows_the_umask(tmp_path: Path) -> None:
    """A file is as readable for other users as any file that the process writes."""
    (tmp_path / "plain").write_bytes(b"")
    write_atomically(tmp_path / "atomic", b"")
    assert (tmp_path / "atomic").stat().st_mode == (tmp_path / "plain").stat().st_mode


def test_until_the_end_the_old_content_stays(tmp_path: Path) -> None:
    """Within the block, the new content is under a hidden temporary name of our own."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    with open_atomically(path) as file:
        file.write(b"new")
        file.flush()
        assert path.read_bytes() == b"old"
        (unfinished,) = tmp_path.glob(UNFINISHED.format("*"))
        assert unfinished.read_bytes() == b"new"
    assert path.read_bytes() == b"new"
    assert _names(tmp_path) == ["a.txt"]


@pytest.mark.parametrize("error", [ValueError("broken"), KeyboardInterrupt()])
def test_an_error_leaves_everything_as_it_was(tmp_path: Path, error: BaseException) -> None:
    """The error of the block is raised, the old file stays and no temporary file does."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")

    def write(file: BinaryIO) -> None:
        file.write(b"half")
        raise error

    with pytest.raises(type(error)), open_atomically(path) as file:
        write(file)
    assert path.read_bytes() == b"old"
    assert _names(tmp_path) == ["a.txt"]


def test_a_killed_process_leaves_the_old_file(tmp_path: Path) -> None:
    """All that a kill in the middle leaves is a hidden file, which can be told by its name."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"old")
    command = [sys.executable, "-c", _KILLED_WHILE_WRITING, str(path)]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"
    (unfinished,) = tmp_path.glob(UNFINISHED.format("*"))
    assert unfinished.read_bytes() == b"half of it"


def test_a_missing_folder_is_an_error(tmp_path: Path) -> None:
    """Folders are not made."""
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "missing" / "a.txt", b"")


def test_a_folder_of_that_name_is_an_error(tmp_path: Path) -> None:
    """It is not replaced, and the temporary file is removed."""
    (tmp_path / "a").mkdir()
    with pytest.raises(IsADirectoryError):
        write_atomically(tmp_path / "a", b"content")
    assert _names(tmp_path) == ["a"]


@pytest.mark.skipif(sys.platform != "linux", reason="looks at open files in /proc")
def test_the_content_is_on_the_disk_before_the_rename(
    tmp_path: Path, synced: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The temporary file is fsynced first: a name never leads to content that a cut loses."""
    renamed: list[list[Path]] = []
    replace = Path.replace

    def record(self: Path, target: Path) -> Path:
        renamed.append(list(synced))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", record)
    write_atomically(tmp_path / "a.txt", b"content")
    ((before,),) = renamed
    assert before.match(UNFINISHED.format("*"))


@pytest.mark.skipif(sys.platform != "linux", reason="looks at open files in /proc")
def test_a_folder_is_synced_after_its_files(tmp_path: Path, synced: list[Path]) -> None:
    """Files only on request."""
    for name in "ab":
        (tmp_path / name).write_bytes(b"")
    sync_folder(tmp_path)
    assert synced == [tmp_path]
    synced.clear()
    sync_folder(tmp_path, files=True)
    assert sorted(synced[:-1]) == [tmp_path / "a", tmp_path / "b"]
    assert synced[-1] == tmp_path


def test_a_folder_that_is_not_there_cannot_be_synced(tmp_path: Path) -> None:
    """The caller is told."""
    with pytest.raises(FileNotFoundError):
        sync_folder(tmp_path / "missing")
