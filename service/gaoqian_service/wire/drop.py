"""From the drop folder into the ledger: files are read, taken and moved, some at a time."""

from collections.abc import Iterator
from threading import Event

import stamina

from gaoqian import Article, GaoqianError
from gaoqian.readers import ReadFailure, plan_path
from gaoqian_service.errors import DatabaseError
from gaoqian_service.wire.folder import DropFolder, Found
from gaoqian_service.wire.intake import Intake, where
from gaoqian_service.wire.journal import Journal

#: Stories in one transaction: each waits for the disk once.
_TOGETHER = 500

Items = list[Article | ReadFailure]


class Drop:
    """Clears a drop folder; for one thread at a time.

    Attributes:
        failures: How many inputs could not be read so far.
        ending: Set to end after what is under way.
    """

    def __init__(self, folder: DropFolder, intake: Intake, journal: Journal) -> None:
        self.failures = 0
        self.ending = Event()
        self._folder = folder
        self._intake = intake
        self._journal = journal

    @property
    def is_clear(self) -> bool:
        """Whether the last look found nothing, or the end has come."""
        return self.ending.is_set() or not self._folder.is_waiting

    def clear(self) -> int:
        """Take all files that are whole, and return how many stories there were.

        A file is moved once all of it is in the ledger. A kill before that leaves it where it
        is; what it holds is then a repeat.

        Raises:
            WireError: the folder cannot be read, or a file cannot be moved.
        """
        stories = 0
        batch = _Batch()
        for found in self._folder.look():
            for items in _read(found):
                if self.ending.is_set() or not found.is_unchanged:
                    break  # half-read: what was taken of it is a repeat when it is read again
                batch.add(found, items)
                if len(batch) >= _TOGETHER:
                    stories += self._take(batch)
            else:
                batch.done.append(found)
            if self.ending.is_set():
                break
        return stories + self._take(batch)

    def _take(self, batch: "_Batch") -> int:
        """Enter a batch, move the files that are done with it, and begin the next."""
        for attempt in stamina.retry_context(
            on=DatabaseError, attempts=None, timeout=None, wait_initial=0.5, wait_max=5
        ):
            with attempt:
                try:
                    taken = self._intake.take(batch.items)
                except DatabaseError as error:
                    self._journal.waits(str(error))
                    if self.ending.is_set():
                        return 0  # nothing was moved, and all of it comes again
                    raise
        self.failures += len(taken.failures)
        if batch.items:
            self._journal.took(taken)
        batch.blame(taken.failures)
        for found in batch.done:
            failures = batch.failures.pop(found, [])
            target = self._folder.finish(found, failures)
            if target is not None:
                self._journal.moved(target, len(failures))
        batch.begin()
        return taken.stories


class _Batch:
    """What is entered together.

    Attributes:
        items: Stories and failures, in order.
        done: Files that end in it.
        failures: What is wrong with files, those too that began in an earlier batch.
    """

    def __init__(self) -> None:
        self.failures: dict[Found, list[ReadFailure]] = {}
        self.begin()

    def begin(self) -> None:
        """Begin the next."""
        self.items: Items = []
        self.done: list[Found] = []
        self._owners: dict[str, Found] = {}

    def __len__(self) -> int:
        return len(self.items)

    def add(self, found: Found, items: Items) -> None:
        """Add what was read of a file."""
        self.items.extend(items)
        for item in items:
            self._owners[where(item)] = found

    def blame(self, failures: tuple[ReadFailure, ...]) -> None:
        """Note which files failures are of."""
        for failure in failures:
            self.failures.setdefault(self._owners[failure.where], []).append(failure)


def _read(found: Found) -> Iterator[Items]:
    """Yield what is in a file, some at a time; never an error."""
    try:
        for portion in plan_path(found.path):
            yield list(portion.read())
    except GaoqianError as error:
        yield [ReadFailure(str(found.path), str(error))]
    except Exception as error:  # a reader's mistake is this file's trouble, and nobody else's
        yield [ReadFailure(str(found.path), f"reader failed: {type(error).__name__}: {error}")]
