"""From the drop folder into the ledger: files are read, taken and moved, some at a time."""

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
    """Clears a drop folder; for one thread at a time.

    Attributes:
        failures: How many inputs could not be read so far.
        ending: Set to end after what is under way.
    """

    def __init__(self, folder: DropFolder, intake: Intake, listener: EventListener) -> None:
        self.failures = 0
        self.ending = Event()
        self._folder = folder
        self._intake = intake
        self._listener = listener

    @property
    def is_clear(self) -> bool:
        """Whether the last look found nothing, or the end has come."""
        return self.ending.is_set() or not self._folder.is_waiting

    def clear(self) -> int:
        """Take all files that are whole, and return how many stories there were.

        What is read is tagged while what came before it is entered, so that two batches are
        under way. A file is moved once all of it is in the ledger. A kill before that leaves it
        where it is; what it holds is then a repeat.

        Raises:
            WireError: the folder cannot be read, or a file cannot be moved.
            WorkerError: processes die whenever they are to tag what is there.
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
        """Yield what is entered together, in order of arrival."""
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
        """Enter a batch, once the database answers; None where the end comes before that."""
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
        """Tell of a batch that is in the ledger, and move the files that are done with it."""
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
    """What is entered together.

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
        """Add what was read of a file."""
        self.items.extend(items)
        for item in items:
            self._owners[where(item)] = found

    def blame(self, failures: Iterable[ReadFailure]) -> None:
        """Note which files failures are of."""
        for failure in failures:
            self.failures.setdefault(self._owners[failure.where], []).append(failure)


def _one_ahead(under_way: Iterator[T]) -> Iterator[T]:
    """Yield each once the next has been begun, too."""
    one = next(under_way, None)
    while one is not None:
        following = next(under_way, None)
        yield one
        one = following


def _read(found: FileSnapshot) -> Iterator[Items]:
    """Yield what is in a file, some at a time; never an error."""
    try:
        for portion in plan_path(found.path):
            yield list(portion.read())
    except GaoqianError as error:
        yield [ReadFailure(str(found.path), str(error))]
    except Exception as error:  # a reader's mistake is this file's trouble, and nobody else's
        yield [ReadFailure(str(found.path), f"reader failed: {type(error).__name__}: {error}")]
