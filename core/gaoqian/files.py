"""Atomic file writes: a file gets its name only when all its content is on the disk."""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

#: Name of a file that is still being written; ``{}`` stands for random characters. Hidden, so
#: that nobody reads it, and unlike the names of other programs.
UNFINISHED = ".gaoqian-{}.part"
_RANDOM_BYTES = 8


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file, or replace one, so that no reader ever sees a part of it.

    The content survives a power cut; to make the new name survive one, call `sync_folder` for
    the file's folder afterwards.

    Args:
        path: The file; its folder must exist.
        content: All of its content.

    Raises:
        OSError: it cannot be written; a file of that name is as it was before.
    """
    with open_atomically(path) as file:
        file.write(content)


@contextmanager
def open_atomically(path: Path) -> Iterator[BinaryIO]:
    """Open a file for writing that gets its name at the end of the block.

    Until then it has a temporary name in the same folder, see `UNFINISHED`; if the block raises,
    it is removed. Only a killed process leaves one behind.

    Args:
        path: The file; its folder must exist. A file of that name is replaced.

    Yields:
        The open file, in binary mode.

    Raises:
        OSError: it cannot be written; a file of that name is as it was before.
    """
    unfinished = path.with_name(UNFINISHED.format(secrets.token_hex(_RANDOM_BYTES)))
    try:
        with unfinished.open("xb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def sync_folder(folder: Path, *, files: bool = False) -> None:
    """Fsync a folder, so that names given in it survive a power cut.

    Does nothing on systems that cannot open a folder, such as Windows.

    Args:
        folder: The folder.
        files: Whether to fsync the files in it first, which other code has written.

    Raises:
        OSError: the folder does not exist, or its disk fails.
    """
    if os.name != "posix":
        return
    for path in (*(folder.iterdir() if files else ()), folder):
        descriptor = os.open(path, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
