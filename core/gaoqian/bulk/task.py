"""Tasks: what a worker is given at a time, and what it hands back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

from gaoqian.article import Article
from gaoqian.readers import Portion, ReadFailure
from gaoqian.tagger import Tagger
from gaoqian.writers import Slip, writer

#: Portions that follow one another, tagged as one batch.
Task = tuple[Portion, ...]

#: Small portions are gathered up to this size, so that a task is worth its way to a worker.
_BYTES = 1 << 18
_PORTIONS = 256
_UTF_8 = frozenset(["", "utf-8", "utf-8-sig"])


@dataclass(frozen=True, slots=True)
class Job:
    """What is the same for every task.

    Attributes:
        bundle: The folder of the bundle that tags.
        explain: Whether to give evidence.
        format: The name of the format that results are written in.
    """

    bundle: Path
    explain: bool
    format: str = "jsonl"


@dataclass(frozen=True, slots=True)
class Decoding:
    """That a text was not UTF-8.

    Attributes:
        source: Where it was read.
        encoding: The encoding that it was taken for, as Python names it.
    """

    source: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a task.

    Attributes:
        lines: The results in the job's format, without what opens and closes a file of it.
        articles: How many results.
        failures: What could not be read, in input order.
        size: The bytes of input it took.
        decoded: Of each portion with text that was not UTF-8, where it begins and the encoding.
    """

    lines: bytes
    articles: int
    failures: tuple[ReadFailure, ...]
    size: int
    decoded: tuple[Decoding, ...] = ()


def gather(portions: Iterable[Portion]) -> Iterator[Task]:
    """Gather portions into tasks, in order."""
    task: list[Portion] = []
    size = 0
    for portion in portions:
        task.append(portion)
        size += portion.size
        if size >= _BYTES or len(task) >= _PORTIONS:
            yield tuple(task)
            task, size = [], 0
    if task:
        yield tuple(task)


def tag_task(tagger: Tagger, task: Task, job: Job) -> Outcome:
    """Read and tag a task's articles."""
    failures: list[ReadFailure] = []
    decoded: list[Decoding] = []
    articles, again = tee(_read(task, failures, decoded))
    results = tagger.tag_many(articles, explain=job.explain)
    topics = tagger.bundle.manifest.taxonomy.topics
    slips = [Slip(article, result, topics) for article, result in zip(again, results, strict=True)]
    size = sum(portion.size for portion in task)
    lines = writer(job.format).part(slips)
    return Outcome(lines, len(slips), tuple(failures), size, tuple(decoded))


def _read(task: Task, failures: list[ReadFailure], decoded: list[Decoding]) -> Iterator[Article]:
    for portion in task:
        known = _UTF_8
        for item in portion.read():
            if isinstance(item, ReadFailure):
                failures.append(item)
                continue
            if item.encoding not in known:
                decoded.append(Decoding(item.source, item.encoding))
                known = known | {item.encoding}
            yield item
