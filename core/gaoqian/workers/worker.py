"""Worker: one process that runs calls, with a pipe of its own.

No other process holds either end, so a worker's death is the end of its pipe, whatever it was
writing. On a queue that workers share, as in `concurrent.futures.ProcessPoolExecutor`, it is not:
whoever reads the rest of a dead worker's result waits forever, since the others could still write.
"""

import os
import signal
from collections.abc import Callable
from functools import partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pickle import PicklingError
from traceback import format_exc
from typing import Any, TypeVar

from gaoqian.errors import WorkerError
from gaoqian.parent_watch import on_parent_exit

R = TypeVar("R")


class Worker:
    """A process that runs one call at a time; for one thread at a time."""

    def __init__(self) -> None:
        """Start the process; it inherits which signals the calling thread blocks."""
        # Spawned, since a fork would copy this process's threads in whatever state they are,
        # and every end of a pipe that is open.
        context = get_context("spawn")
        self._connection, far_end = context.Pipe()
        self._process = context.Process(target=_work, args=(far_end,), daemon=True)
        self._process.start()
        far_end.close()

    def call(self, function: Callable[[], R]) -> R:
        """Call a function in the process, and wait for what it returns.

        Args:
            function: Picklable, as what it returns must be.

        Raises:
            WorkerError: the process died.
            Exception: what the function raised, with the traceback as a note.
        """
        try:
            self._connection.send(function)
            answer: Any = self._connection.recv()
        except (EOFError, OSError) as error:
            raise WorkerError(
                f"worker process {self._process.pid} died, expected it to live to the end"
            ) from error
        if isinstance(answer, _Raised):
            raise answer.error
        returned: R = answer
        return returned

    def kill(self) -> None:
        """Kill the process, whatever it is at: a call under way raises `WorkerError`."""
        self._process.kill()
        self._process.join()

    def close(self) -> None:
        """Close the pipe of a killed process, which no call uses any more."""
        self._connection.close()


class _Raised:
    """What a call raised, as it is sent to the parent."""

    def __init__(self, error: Exception) -> None:
        self.error = error


def _work(connection: Connection) -> None:
    """Run calls until the parent ends, or ends this process."""
    # Ctrl-C, and a polite end, are the parent's to act on: it may have work to finish first.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    on_parent_exit(partial(os._exit, 1))  # in the middle of a call, too
    try:
        while True:
            answer = _attempt(connection.recv())
            try:
                connection.send(answer)
            except (TypeError, AttributeError, PicklingError) as error:  # nothing was written yet
                connection.send(_Raised(error))
    except (EOFError, OSError):
        return  # the parent has closed the pipe


def _attempt(function: Callable[[], R]) -> R | _Raised:
    try:
        return function()
    except Exception as error:
        error.add_note(format_exc())  # a traceback itself cannot leave its process
        return _Raised(error)
