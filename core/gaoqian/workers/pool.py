"""Pool of worker processes: each has a thread here, which waits for it."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from queue import SimpleQueue
from threading import Lock
from types import TracebackType
from typing import Self, TypeVar

from gaoqian.errors import WorkerError
from gaoqian.workers.interrupts import interrupts_held_back
from gaoqian.workers.worker import Worker

R = TypeVar("R")


class WorkerPool:
    """Worker processes that live as long as the block; calls may come from any thread.

    A worker that dies is replaced, at the next call.

    Args:
        jobs: How many processes, 1 or more.
        prepare: Called once in each process before anything else; picklable.
        attempts: In how many processes a call is run that each of them dies of.

    Raises:
        WorkerError: a process died while it was prepared.
        Exception: what ``prepare`` raised.
    """

    def __init__(self, jobs: int, prepare: Callable[[], object], attempts: int = 1) -> None:
        self._attempts = attempts
        self._alive: set[Worker] = set()
        self._starting = Lock()
        self._is_closed = False
        #: A process that is dead leaves None.
        self._idle: SimpleQueue[Worker | None] = SimpleQueue()
        self._threads = ThreadPoolExecutor(jobs)
        try:
            for _ in range(jobs):
                self._idle.put(self._start())
            # The queue gives each of these calls another process.
            for prepared in [self.submit(partial(_do, prepare)) for _ in range(jobs)]:
                prepared.result()
        except BaseException:
            self.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def submit(self, function: Callable[[], R]) -> Future[R]:
        """Have a function called in some process; those submitted first are called first.

        Args:
            function: Picklable, as what it returns must be.

        Returns:
            What it will have returned or raised; `WorkerError` if the process died, as did every
            other that was given the call.
        """
        return self._threads.submit(self._call, function)

    def close(self) -> None:
        """End all processes at once, whatever they are at; what is not done is canceled."""
        with interrupts_held_back():
            with self._starting:
                self._is_closed = True
                for worker in self._alive:
                    worker.kill()
            self._threads.shutdown(cancel_futures=True)
            for worker in self._alive:
                worker.close()
            self._alive.clear()

    def _call(self, function: Callable[[], R]) -> R:
        worker = self._idle.get()
        deaths: list[WorkerError] = []
        try:
            while len(deaths) < self._attempts:
                worker = worker or self._start()
                try:
                    return worker.call(function)
                except WorkerError as error:
                    deaths.append(error)
                    self._bury(worker)
                    worker = None
        finally:
            self._idle.put(worker)
        if len(deaths) == 1:
            raise deaths[0]
        raise WorkerError(f"{len(deaths)} worker processes died of the same call") from deaths[-1]

    def _start(self) -> Worker:
        with self._starting, interrupts_held_back():
            if self._is_closed:
                raise WorkerError("the pool of worker processes is closed")
            worker = Worker()
            self._alive.add(worker)
        return worker

    def _bury(self, worker: Worker) -> None:
        with self._starting:
            if worker in self._alive and not self._is_closed:
                self._alive.remove(worker)
                worker.kill()
                worker.close()


def _do(function: Callable[[], object]) -> None:
    """Call a function whose result stays in its process."""
    function()
