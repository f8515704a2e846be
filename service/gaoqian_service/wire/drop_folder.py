"""Drop folder: file stability, order of arrival, and folders for files that are done."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import structlog
from filelock import FileLock, Timeout

from gaoqian.files import sync_folder, write_atomically
from gaoqian.readers import ReadFailure
from gaoqian_service.errors import FolderTakenError, WireError

PROCESSED = "_PROCESSED"
ERROR = "_ERROR"
_LOCK = ".gaoqian-wire.lock"
#: What programs call files that they are still writing; files with a dot in front, too.
_UNFINISHED_ENDINGS = (".tmp", ".part", ".partial", ".filepart", ".crdownload", "~")


@dataclass(frozen=True, slots=True)
class FileSnapshot:
    """A file with its size and time when it was seen.

    Attributes:
        path: The file.
        size: Its size in bytes.
        changed_ns: Its modification time by the clock of its disk, in nanoseconds.
    """

    path: Path
    size: int
    changed_ns: int

    @property
    def is_unchanged(self) -> bool:
        """Whether the file still exists with the same size and time."""
        try:
            status = self.path.stat()
        except OSError:
            return False
        return (status.st_size, status.st_mtime_ns) == (self.size, self.changed_ns)


class DropFolder:
    """A folder that files are dropped into; subfolders, links and hidden files are ignored.

    Args:
        path: The folder.
        settle_seconds: How long a file must be unchanged to count as stable (completely written).
        trusts_clock: Whether the disk has this machine's clock, so that a file's own time says
            how long it has not changed. On a network mount only looking twice does.
    """

    def __init__(self, path: Path, settle_seconds: float, *, trusts_clock: bool) -> None:
        self.path = path
        self._settle_seconds = settle_seconds
        self._trusts_clock = trusts_clock
        self._seen: dict[FileSnapshot, float] = {}

    @contextmanager
    def opened(self) -> Iterator[None]:
        """Lock the folder for this process as long as the block lasts.

        Raises:
            FolderTakenError: another process watches it.
            WireError: it is not there, or cannot be written.
        """
        if not self.path.is_dir():
            raise WireError(f"{self.path}: is no folder, expected one to watch")
        lock = FileLock(self.path / _LOCK, thread_local=False)
        try:
            for name in (PROCESSED, ERROR):
                (self.path / name).mkdir(exist_ok=True)
            lock.acquire(blocking=False)
        except Timeout as error:
            raise FolderTakenError(f"{self.path}: is watched by another process") from error
        except NotImplementedError:
            structlog.get_logger().warning("drop_folder_without_lock", folder=str(self.path))
        except OSError as error:
            reason = error.strerror or str(error)
            raise WireError(f"{self.path}: cannot be written: {reason}") from error
        try:
            yield
        finally:
            lock.release()

    def look(self) -> list[FileSnapshot]:
        """Return the stable files in order of arrival: by time, then by name.

        Raises:
            WireError: the folder cannot be read.
        """
        try:
            found = list(self._scan())
        except OSError as error:
            reason = error.strerror or str(error)
            raise WireError(f"{self.path}: cannot be read: {reason}") from error
        now = time.monotonic()
        self._seen = {one: self._seen.get(one, now) for one in found}
        ready = [one for one in found if self._is_stable(one, now)]
        return sorted(ready, key=lambda one: (one.changed_ns, one.path.name))

    @property
    def is_waiting(self) -> bool:
        """Whether the last look found any file, stable or not."""
        return bool(self._seen)

    def finish(self, found: FileSnapshot, failures: Sequence[ReadFailure]) -> Path | None:
        """Move a file that is done to ``_PROCESSED`` or, with failures and reasons, to ``_ERROR``.

        Returns:
            Its new path; None if it was changed or removed meanwhile, and was not moved.

        Raises:
            WireError: it cannot be moved.
        """
        if not found.is_unchanged:
            return None
        folder = self.path / (ERROR if failures else PROCESSED)
        target = _free(folder, found.path)
        try:
            folder.mkdir(exist_ok=True)
            if failures:  # first: a kill in between leaves a reason too many, and not one too few
                _write_reasons(target, failures)
            found.path.rename(target)
        except FileNotFoundError:
            return None
        except OSError as error:
            reason = error.strerror or str(error)
            raise WireError(f"{found.path}: cannot be moved to {target}: {reason}") from error
        return target

    def _is_stable(self, found: FileSnapshot, now: float) -> bool:
        if now - self._seen[found] >= self._settle_seconds:
            return True
        return self._trusts_clock and time.time() - found.changed_ns / 1e9 >= self._settle_seconds

    def _scan(self) -> Iterator[FileSnapshot]:
        with os.scandir(self.path) as entries:
            for entry in entries:
                if entry.name.startswith(".") or entry.name.endswith(_UNFINISHED_ENDINGS):
                    continue
                if not entry.is_file(follow_symlinks=False):
                    continue
                try:
                    status = entry.stat(follow_symlinks=False)
                except FileNotFoundError:  # taken away while it was looked at
                    continue
                yield FileSnapshot(Path(entry.path), status.st_size, status.st_mtime_ns)


def _free(folder: Path, path: Path) -> Path:
    """Return an unused path: ``稿件.txt``, ``稿件-2.txt``, …"""
    target, number = folder / path.name, 1
    while os.path.lexists(target):
        number += 1
        target = folder / f"{path.stem}-{number}{path.suffix}"
    return target


def _write_reasons(target: Path, failures: Sequence[ReadFailure]) -> None:
    reasons = target.with_name(f"{target.name}.reason.txt")
    lines = "".join(f"{failure}\n" for failure in failures)
    write_atomically(reasons, lines.encode(errors="backslashreplace"))
    sync_folder(target.parent)
