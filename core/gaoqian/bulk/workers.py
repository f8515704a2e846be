"""One process or several that tag the same tasks with the same bundle, in order.

The parent cuts files into portions and writes lines; all that costs time for each article
happens in the workers. Each maps the bundle's arrays from the same file, so that they are in
memory once.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from gaoqian.bulk.interrupts import interrupts_held_back
from gaoqian.bulk.task import Job, Outcome, Task, gather, tag_task
from gaoqian.readers import Portion
from gaoqian.tagger import Tagger

if TYPE_CHECKING:
    from gaoqian.bulk.worker import Worker

#: Tasks under way for each worker: one in work, and done ones that wait for an earlier one.
_TASKS_A_WORKER = 3


def tag_in_bulk(portions: Iterable[Portion], job: Job, jobs: int) -> Iterator[Outcome]:
    """Tag all portions, yielding outcomes in input order.

    Args:
        portions: Any number of them; only a few are held at a time.
        job: The bundle, and what to write of each result.
        jobs: How many processes tag; 1 is this one.

    Raises:
        BundleError: the bundle cannot be used.
        WorkerError: a worker process died.
    """
    if jobs == 1:
        tagger = Tagger.load(job.bundle)
        for task in gather(portions):
            yield tag_task(tagger, task, job)
    else:
        yield from _tag_in_workers(gather(portions), job, jobs)


def _tag_in_workers(tasks: Iterator[Task], job: Job, jobs: int) -> Iterator[Outcome]:
    with _started_workers(job, jobs) as workers:
        crew = _Crew(workers)
        given = yielded = 0
        for task in tasks:
            crew.give(given, task)
            given += 1
            while crew.has_done(yielded) or given - yielded >= jobs * _TASKS_A_WORKER:
                yield crew.take(yielded)
                yielded += 1
        for number in range(yielded, given):
            yield crew.take(number)


@contextmanager
def _started_workers(job: Job, jobs: int) -> "Iterator[list[Worker]]":
    """Start workers, each with the bundle loaded, and end them with the block."""
    from gaoqian.bulk.worker import Worker

    workers: list[Worker] = []
    try:
        with interrupts_held_back():
            for _ in range(jobs):
                workers.append(Worker(job))  # noqa: PERF401 - those before a failure must end, too
        for worker in workers:
            worker.prepare()
        yield workers
    finally:
        with interrupts_held_back():
            for worker in workers:
                worker.end()


class _Crew:
    """Workers, which of them is at which task, and outcomes that nobody has taken yet.

    One thread does all this: it never waits for a worker that does not, in turn, expect
    something of it, since a worker has one task at a time.
    """

    def __init__(self, workers: "list[Worker]") -> None:
        self._idle = list(workers)
        self._busy: dict[Worker, int] = {}
        self._done: dict[int, Outcome] = {}

    def give(self, number: int, task: Task) -> None:
        """Hand a task to a worker, once one is idle."""
        if not self._idle:
            self._collect()
        worker = self._idle.pop()
        self._busy[worker] = number
        worker.give(task)

    def has_done(self, number: int) -> bool:
        """Return whether a task's outcome is there and not yet taken."""
        return number in self._done

    def take(self, number: int) -> Outcome:
        """Take the outcome of a task that was given, once it is done."""
        while number not in self._done:
            self._collect()
        return self._done.pop(number)

    def _collect(self) -> None:
        """Wait until at least one worker has done its task."""
        from multiprocessing.connection import wait

        ready = wait([worker.connection for worker in self._busy])
        for worker in [each for each in self._busy if each.connection in ready]:
            self._done[self._busy.pop(worker)] = worker.take()
            self._idle.append(worker)
