"""One process that tags, and the pipe that is its alone.

Nobody else holds either end, so a worker's death is the end of its pipe, whatever it was
writing. On a queue that workers share it is not: whoever reads the rest of a dead worker's
result waits forever, since the others could still write.
"""

import os
import signal
from collections.abc import Callable
from functools import cache, partial
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from traceback import format_exc
from typing import Any

from gaoqian.bulk.task import Job, Outcome, Task, tag_task
from gaoqian.errors import WorkerError
from gaoqian.parent_watch import on_parent_exit
from gaoqian.tagger import Tagger


class Worker:
    """A process with the bundle loaded, which takes one task at a time.

    Attributes:
        connection: Its pipe's end here; can be read once there is an answer, or never will be.
    """

    def __init__(self, job: Job) -> None:
        """Start the process; it inherits which signals the calling thread holds back."""
        # Spawned, since a fork would copy this process's threads in whatever state they are,
        # and every end of a pipe that is open.
        context = get_context("spawn")
        self.connection, far_end = context.Pipe()
        self._process = context.Process(target=_work, args=(job, far_end), daemon=True)
        self._process.start()
        far_end.close()

    def prepare(self) -> None:
        """Wait until the process has loaded the bundle.

        Raises:
            BundleError: the bundle cannot be used.
            WorkerError: the process died.
        """
        self._receive()

    def give(self, task: Task) -> None:
        """Hand over a task; the outcome of the one before must have been taken.

        Raises:
            WorkerError: the process died.
        """
        try:
            self.connection.send(task)
        except OSError as error:
            raise self._death() from error

    def take(self) -> Outcome:
        """Wait for the outcome of the task given last.

        Raises:
            WorkerError: the process died.
            Exception: what the process itself failed with.
        """
        outcome: Outcome = self._receive()
        return outcome

    def end(self) -> None:
        """End the process at once, whatever it is at; it holds nothing that must be saved."""
        self._process.kill()
        self._process.join()
        self._process.close()
        self.connection.close()

    def _receive(self) -> Any:
        try:
            answer = self.connection.recv()
        except (EOFError, OSError) as error:
            raise self._death() from error
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _death(self) -> WorkerError:
        return WorkerError(
            f"worker process {self._process.pid} died, expected it to live to the end; "
            "every line written so far is whole"
        )


def _work(job: Job, connection: Connection) -> None:
    """Load the bundle, and tag what comes until this process is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's to act on
    on_parent_exit(partial(os._exit, 1))  # in the middle of a task, too
    try:
        connection.send(_attempt(partial(_prepare, job)))
        while True:
            task: Task = connection.recv()
            connection.send(_attempt(partial(_tag, job, task)))
    except (EOFError, OSError):
        return  # the parent has ended, and nobody is left who could be told


def _attempt(do: Callable[[], Outcome | None]) -> Outcome | Exception | None:
    """Return what ``do`` returns or raises."""
    try:
        return do()
    except Exception as error:
        error.add_note(format_exc())  # a traceback itself cannot leave its process
        return error


def _prepare(job: Job) -> None:
    _load(job.bundle)


def _tag(job: Job, task: Task) -> Outcome:
    return tag_task(_load(job.bundle), task, job)


@cache
def _load(bundle: Path) -> Tagger:
    """Load the bundle, once in each worker process."""
    return Tagger.load(bundle)
