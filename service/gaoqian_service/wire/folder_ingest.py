"""Folder ingest: reads files of a drop folder, enters their stories, moves the files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from threading import Event
from typing import TypeVar

import stamina

from gaoqian import Article, GaoqianError
from gaoqian.readers import ReadFailure, plan_path
from gaoqian_service.errors import DatabaseError
from gaoqian_service.wire.drop_folder import DropFolder, FileSnapshot
from gaoqian_service.wire.events import (
    DatabaseUnavailable,
    EventListener,
    FileMoved,
    StoriesEntered,
)
from gaoqian_service.wire.intake import Intake, IntakeResult, PendingIntake, where

#: Stories in one transaction: each waits for the disk once.
_TOGETHER = 500

Items = list[Article | ReadFailure]
T = TypeVar("T")


class FolderIngest:
    """Enters what is in a drop folder into the ledger; for one thread at a time.

    Attributes:
        failures: How many inputs could not be read so far.
        ending: Set to stop after the batches that are under way.
    """

    def __init__(self, folder: DropFolder, intake: Intake, listener: EventListener) -> None:
        self.failures = 0
        self.ending = Event()
        self._folder = folder
        self._intake = intake
        self._listener = listener

    @property
    def is_clear(self) -> bool:
        """Whether the last look found no file, or `ending` is set."""
        return self.ending.is_set() or not self._folder.is_waiting

    def clear(self) -> int:
        """Enter all stable files, and return the number of stories.

        A batch is tagged while the batch before it is entered. A file is moved once all of it is
        in the ledger. After a kill before that it is still there, and its stories are repeats.

        Raises:
            WireError: the folder cannot be read, or a file cannot be moved.
            WorkerError: worker processes die while they tag these stories.
        """
        stories = 0
        under_way = ((batch, self._intake.begin(batch.items)) for batch in self._batches())
        for batch, begun in _one_ahead(under_way):
            taken = self._enter(begun)
            if taken is None:
                break  # nor what came behind it: nothing was moved, and all of it comes again
            self._settle(batch, taken)
            stories += taken.stories
        return stories

    def _batches(self) -> Iterator["_Batch"]:
        """Yield batches, in order of arrival."""
        batch = _Batch({})
        for found in self._folder.look():
            for items in _read(found):
                if len(batch.items) >= _TOGETHER:
                    yield batch
                    batch = _Batch(batch.failures)
                if self.ending.is_set() or not found.is_unchanged:
                    break  # half-read: what was taken of it is a repeat when it is read again
                batch.add(found, items)
            else:
                batch.done.append(found)
            if self.ending.is_set():
                break
        if batch.items or batch.done:
            yield batch

    def _enter(self, begun: PendingIntake) -> IntakeResult | None:
        """Enter a batch once the database answers; None if `ending` is set before that."""
        for attempt in stamina.retry_context(
            on=DatabaseError, attempts=None, timeout=None, wait_initial=0.5, wait_max=5
        ):
            with attempt:
                try:
                    taken = self._intake.finish(begun)
                except DatabaseError as error:
                    self._listener(DatabaseUnavailable(str(error)))
                    if self.ending.is_set():
                        return None
                    raise
        return taken

    def _settle(self, batch: "_Batch", taken: IntakeResult) -> None:
        """Report a batch that is in the ledger, and move the files that end in it."""
        self.failures += len(taken.failures)
        if batch.items:
            self._listener(StoriesEntered(taken))
        batch.blame(taken.failures)
        for found in batch.done:
            failures = batch.failures.pop(found, [])
            target = self._folder.finish(found, failures)
            if target is not None:
                self._listener(FileMoved(target, len(failures)))


@dataclass(slots=True)
class _Batch:
    """A batch: what is entered in one transaction.

    Attributes:
        failures: What is wrong with files that are not done, whatever batch they began in;
            shared by all batches of one look.
        items: Stories and failures, in order.
        done: Files that end in it.
    """

    failures: dict[FileSnapshot, list[ReadFailure]]
    items: Items = field(default_factory=list)
    done: list[FileSnapshot] = field(default_factory=list)
    _owners: dict[str, FileSnapshot] = field(default_factory=dict)

    def add(self, found: FileSnapshot, items: Items) -> None:
        """Add items read from a file."""
        self.items.extend(items)
        for item in items:
            self._owners[where(item)] = found

    def blame(self, failures: Iterable[ReadFailure]) -> None:
        """Assign failures to their files."""
        for failure in failures:
            self.failures.setdefault(self._owners[failure.where], []).append(failure)


def _one_ahead(under_way: Iterator[T]) -> Iterator[T]:
    """Yield each item after the next one has been started."""
    one = next(under_way, None)
    while one is not None:
        following = next(under_way, None)
        yield one
        one = following


def _read(found: FileSnapshot) -> Iterator[Items]:
    """Yield the items of a file, one portion at a time; never raises."""
    try:
        for portion in plan_path(found.path):
            yield list(portion.read())
    except GaoqianError as error:
        yield [ReadFailure(str(found.path), str(error))]
    except Exception as error:  # a mistake in a reader must not keep other files back
        yield [ReadFailure(str(found.path), f"reader failed: {type(error).__name__}: {error}")]
