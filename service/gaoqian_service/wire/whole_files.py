"""Files that are whole whenever they are seen, and that survive a power cut."""

import os
import secrets
from contextlib import suppress
from pathlib import Path

#: Hidden, and told apart from anybody else's.
UNFINISHED = ".gaoqian-{}.part"


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, which has its name only once its content is on the disk.

    A killed process leaves a file named as `UNFINISHED` says. `sync_folder` brings the name to
    the disk, too.

    Raises:
        OSError: it cannot be written; nothing is left of it.
    """
    unfinished = path.with_name(UNFINISHED.format(secrets.token_hex(8)))
    try:
        with unfinished.open("xb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise


def sync_folder(folder: Path) -> None:
    """Let renames survive a power cut, where the system has folders that can be synced.

    Raises:
        OSError: the folder is not there, or its disk fails.
    """
    if os.name != "posix":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
