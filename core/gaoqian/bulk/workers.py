"""One process or several that tag the same tasks with the same bundle, in order.

The parent cuts files into portions and writes lines; all that costs time for each article
happens in the workers. Each maps the bundle's arrays from the same file, so that they are in
memory once.
"""

import os
import signal
from collections import deque
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from gaoqian.bulk.task import Job, Outcome, Task, gather, tag_task
from gaoqian.errors import WorkerError
from gaoqian.orphans import when_orphaned
from gaoqian.readers import Portion
from gaoqian.tagger import Tagger

if TYPE_CHECKING:
    from concurrent.futures import Future, ProcessPoolExecutor

#: Tasks under way for each worker: one in work, and more, lest it wait for an earlier one.
_TASKS_A_WORKER = 3


def tag_in_bulk(portions: Iterable[Portion], job: Job, jobs: int) -> Iterator[Outcome]:
    """Tag all portions, yielding outcomes in input order.

    Args:
        portions: Any number of them; only a few are held at a time.
        job: The bundle, and whether to explain.
        jobs: How many processes tag; 1 is this one.

    Raises:
        BundleError: the bundle cannot be used.
        WorkerError: a worker process died.
    """
    if jobs == 1:
        tagger = Tagger.load(job.bundle)
        for task in gather(portions):
            yield tag_task(tagger, task, explain=job.explain)
    else:
        yield from _tag_in_workers(gather(portions), job, jobs)


def _tag_in_workers(tasks: Iterator[Task], job: Job, jobs: int) -> Iterator[Outcome]:
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _worker_pool(jobs, job) as pool:
            under_way: deque[Future[Outcome]] = deque()
            for task in tasks:
                under_way.append(pool.submit(_work, job, task))
                if len(under_way) >= jobs * _TASKS_A_WORKER:
                    yield under_way.popleft().result()
            while under_way:
                yield under_way.popleft().result()
    except BrokenProcessPool as error:
        raise WorkerError(
            f"one of {jobs} worker processes died, expected all to live to the end; "
            "every line written so far is whole"
        ) from error


@contextmanager
def _worker_pool(jobs: int, job: Job) -> "Iterator[ProcessPoolExecutor]":
    """Start workers, each with the bundle loaded, and end them with the block."""
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_context

    others = set(active_children())
    # Spawned, since a fork would copy this process's threads in whatever state they are.
    pool = ProcessPoolExecutor(jobs, mp_context=get_context("spawn"), initializer=_begin_worker)
    try:
        with _interrupts_held_back():  # the workers inherit that, and stay silent at Ctrl-C
            started = [pool.submit(_prepare, job) for _ in range(jobs)]
        for future in started:
            future.result()
        yield pool
    except BaseException:
        for worker in set(active_children()) - others:
            worker.terminate()  # whoever interrupts does not wait for what is under way
        raise
    finally:
        pool.shutdown(cancel_futures=True)


@contextmanager
def _interrupts_held_back() -> Iterator[None]:
    """Deliver a Ctrl-C only after the block, where the system can."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin_worker() -> None:
    """Leave Ctrl-C to the parent, and end with it however it ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # A killed parent closes no queue: without this its workers would wait forever.
    when_orphaned(partial(os._exit, 1))


def _prepare(job: Job) -> None:
    _load(job.bundle)


def _work(job: Job, task: Task) -> Outcome:
    return tag_task(_load(job.bundle), task, explain=job.explain)


@cache
def _load(bundle: Path) -> Tagger:
    """Load the bundle, once in each worker process."""
    return Tagger.load(bundle)
