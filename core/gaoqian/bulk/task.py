"""Tasks: the unit of work of bulk tagging, and its outcome."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import tee
from pathlib import Path

from gaoqian.article import Article
from gaoqian.readers import Portion, ReadFailure
from gaoqian.tagger import Tagger
from gaoqian.writers import Slip, writer

#: Consecutive portions, tagged as one batch.
Task = tuple[Portion, ...]

#: Small portions are combined up to this size, so that a task outweighs its transfer cost.
_BYTES = 1 << 18
_PORTIONS = 256
_UTF_8 = frozenset(["", "utf-8", "utf-8-sig"])


@dataclass(frozen=True, slots=True)
class Job:
    """Settings common to all tasks of a run.

    Attributes:
        bundle: Folder of the bundle.
        explain: Whether to compute evidence.
        format: Name of the output format.
    """

    bundle: Path
    explain: bool
    format: str = "jsonl"


@dataclass(frozen=True, slots=True)
class Decoding:
    """A text that was not UTF-8, with the encoding detected.

    Attributes:
        source: File, or file and line, that it was read from.
        encoding: The encoding, as Python names it.
    """

    source: str
    encoding: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """The outcome of a task.

    Attributes:
        lines: The results in the job's format, without opening and closing of a file.
        articles: Number of results.
        failures: Inputs that could not be read, in input order.
        size: Bytes of input.
        decoded: The first text of each portion and encoding that was not UTF-8.
    """

    lines: bytes
    articles: int
    failures: tuple[ReadFailure, ...]
    size: int
    decoded: tuple[Decoding, ...] = ()


def gather(portions: Iterable[Portion]) -> Iterator[Task]:
    """Combine portions into tasks, in order."""
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
    """Read and tag the articles of a task."""
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
