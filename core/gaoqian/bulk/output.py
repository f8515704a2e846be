"""Output of a bulk run: a stream, a new file, or the file of a run to resume."""

import json
import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from gaoqian.errors import OutputError

#: First bytes of a result: `TagResult.to_dict` has this key first.
_BEGINNING = b'{"id":'
_BLOCK_BYTES = 1 << 16


@dataclass(frozen=True, slots=True)
class LastResult:
    """The article of the last complete line of an output.

    Attributes:
        source: File, or file and line, that the article was read from.
        id: Its identifier.
        headline: Its headline.
        model: The version of the bundle that tagged it.
    """

    source: str
    id: str
    headline: str
    model: str


@dataclass(frozen=True, slots=True)
class Output:
    """An open output.

    Attributes:
        file: The binary stream.
        last: The last line already written; None for none.
    """

    file: BinaryIO
    last: LastResult | None = None

    def write(self, lines: bytes) -> None:
        """Write whole lines and flush them, so that a kill of this process loses none."""
        self.file.write(lines)
        self.file.flush()


@contextmanager
def open_output(path: Path, model: str, *, resume: bool = False) -> Iterator[Output]:
    """Open a file for results and lock it against other runs.

    Args:
        path: The file. Without ``resume`` it must be empty or missing.
        model: The version of the bundle that will tag.
        resume: Whether to append after the last complete line. An incomplete line is removed;
            a missing file is created.

    Raises:
        OutputError: the file holds results that would be lost, cannot be resumed, cannot be
            read or written, or is locked by another run.
    """
    try:
        file = _open(path, resume and path.exists())
    except OSError as error:
        raise OutputError(f"{path}: cannot be opened: {error.strerror or error}") from error
    with file:
        if not _is_regular(path):
            yield Output(file)
            return
        _lock(file, path)
        if not resume:
            _require_empty(file, path)
        yield Output(file, _find_last(file, path, model) if file.readable() else None)


def _open(path: Path, resume: bool) -> BinaryIO:
    if not resume:
        return path.open("ab")  # not truncated: it may be written only once it is locked
    if not _is_regular(path):
        raise OutputError(f"{path}: is no regular file, which is all that --resume can go on with")
    return path.open("r+b")


def _is_regular(path: Path) -> bool:
    return stat.S_ISREG(path.stat().st_mode)


def _lock(file: BinaryIO, path: Path) -> None:
    """Lock the file for this run, if the system and the file system support it."""
    try:
        from fcntl import LOCK_EX, LOCK_NB, flock
    except ImportError:
        return
    try:
        flock(file, LOCK_EX | LOCK_NB)
    except BlockingIOError as error:
        raise OutputError(f"{path}: another run is writing to it, wait for its end") from error
    except OSError:
        return


def _require_empty(file: BinaryIO, path: Path) -> None:
    if size := file.seek(0, os.SEEK_END):
        raise OutputError(
            f"{path}: holds {size} bytes already, expected a new file; "
            "go on with --resume, or delete it first"
        )


def _find_last(file: BinaryIO, path: Path, model: str) -> LastResult | None:
    """Read the last complete line and truncate the file after it."""
    end = _line_start(file, file.seek(0, os.SEEK_END))
    start = _line_start(file, end - 1)
    file.seek(start)
    last = _parse(file.read(end - start), path) if end else None
    file.seek(0)
    beginning = file.read(len(_BEGINNING))
    if last is None and beginning != _BEGINNING[: len(beginning)]:
        raise OutputError(f"{path}: holds something else than results of 'gaoqian tag'")
    if last is not None and last.model != model:
        raise OutputError(
            f"{path}: its last line is by model {last.model!r}, now it is {model!r}; "
            f"go on with --model {last.model}, or delete the file to begin anew"
        )
    file.truncate(end)
    file.seek(end)
    return last


def _line_start(file: BinaryIO, before: int) -> int:
    """Return where the line that holds the byte before ``before`` + 1 starts.

    That is one past the last line feed in the first ``before`` bytes, or 0.
    """
    while before > 0:
        start = max(0, before - _BLOCK_BYTES)
        file.seek(start)
        place = file.read(before - start).rfind(b"\n")
        if place >= 0:
            return start + place + 1
        before = start
    return 0


def _parse(line: bytes, path: Path) -> LastResult:
    try:
        result = json.loads(line)
        values = [result[name] for name in ("source", "id", "headline", "model")]
    except (ValueError, RecursionError, KeyError, TypeError, IndexError):
        values = [None]
    if not all(isinstance(value, str) for value in values):
        raise OutputError(
            f"{path}: its last complete line is {line[:60]!r}, expected a result of 'gaoqian tag'"
        )
    return LastResult(*values)
