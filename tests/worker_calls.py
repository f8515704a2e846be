"""Calls for worker processes, where those can import them."""

import os
import signal
from multiprocessing.connection import Connection
from pathlib import Path


def pid() -> int:
    """Return the process that this runs in."""
    return os.getpid()


def die() -> None:
    """Kill this process."""
    os.kill(os.getpid(), signal.SIGKILL)


def fail(message: str) -> None:
    """Raise an error."""
    raise ValueError(message)


def die_while_writing(size: int, mark: Path | None = None) -> bytes:
    """Return bytes of which only a half is written before this process dies.

    Args:
        size: How many bytes, more than a pipe holds.
        mark: A file that this makes; where it is there already, all is written.
    """
    if mark is None or not mark.exists():
        if mark is not None:
            mark.touch()

        def write_a_half(connection: Connection, content: memoryview) -> None:
            os.write(connection.fileno(), content[: len(content) // 2])
            die()

        # What sends a result calls this for its parts.
        Connection._send = write_a_half  # type: ignore[attr-defined]
    return bytes(size)


def return_unpicklable() -> object:
    """Return what cannot leave its process."""
    return os
