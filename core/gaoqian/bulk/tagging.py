"""Bulk tagging: one process or several that tag the same tasks with the same bundle, in order.

The parent cuts files into portions and writes lines; all that costs time for each article
happens in the workers. Each maps the bundle's arrays from the same file, so that they are in
memory once.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from gaoqian.bulk.task import Job, Outcome, Task, gather, tag_task
from gaoqian.readers import Portion
from gaoqian.tagger import Tagger

if TYPE_CHECKING:
    from concurrent.futures import Future

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
    from gaoqian.workers import WorkerPool

    under_way: deque[Future[Outcome]] = deque()
    with WorkerPool(jobs, partial(_load, job.bundle)) as pool:
        for task in tasks:
            under_way.append(pool.submit(partial(_tag, job, task)))
            while under_way and (under_way[0].done() or len(under_way) >= jobs * _TASKS_A_WORKER):
                yield under_way.popleft().result()
        while under_way:
            yield under_way.popleft().result()


def _tag(job: Job, task: Task) -> Outcome:
    return tag_task(_load(job.bundle), task, job)


@cache
def _load(bundle: Path) -> Tagger:
    """Load the bundle, once in each worker process."""
    return Tagger.load(bundle)
