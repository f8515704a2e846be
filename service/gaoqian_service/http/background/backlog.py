"""Work that is put off: taken in at once, done in a thread, some of it at a time."""

import queue
import threading
import time
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Generic, TypeVar

import structlog

from gaoqian_service.errors import DatabaseError
from gaoqian_service.threads import in_thread

#: How long something waits for more to be done with, unless said otherwise.
_LINGER_SECONDS = 0.25
#: How long to wait for a database that is away, again and again.
RETRY_SECONDS = 1.0
#: How often a service that ends tries to write what waits.
_LAST_TRIES = 5

Item = TypeVar("Item")
Row = TypeVar("Row")

#: Takes ``kept`` or ``dropped`` and how many.
Count = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Row]):
    """What is to be done with each batch.

    Attributes:
        prepare: Makes rows of items, once; no transaction waits for it.
        write: Writes rows, in one transaction; called again where the database is away.
        count: Is told of what was written, and of what was dropped.
    """

    prepare: Callable[[Sequence[Item]], Sequence[Row]]
    write: Callable[[Sequence[Row]], None]
    count: Count


class Backlog(Generic[Item, Row]):
    """Items that wait for a database; `put` never does.

    What finds no room, or cannot be written, is counted and logged. While the database is away
    everything waits, and is written once it is back.

    Args:
        name: What the log calls it.
        work: What is done with a batch.
        room: How many items may wait.
        together: How many are done in one batch.
        linger_seconds: How long something waits for more to be done with.
    """

    def __init__(
        self,
        name: str,
        work: Work[Item, Row],
        *,
        room: int,
        together: int,
        linger_seconds: float = _LINGER_SECONDS,
    ) -> None:
        self._name = name
        self._linger_seconds = linger_seconds
        self._work = work
        self._together = together
        self._waiting: queue.Queue[Item] = queue.Queue(room)
        self._ending = threading.Event()
        self._is_full = False
        # For all that still waits together: a service that ends must not wait for each batch.
        self._last_tries = _LAST_TRIES
        self._log = structlog.get_logger()

    def put(self, item: Item) -> None:
        """Take an item in, where there is room; comes back at once."""
        try:
            self._waiting.put_nowait(item)
        except queue.Full:
            self._work.count("dropped", 1)
            if not self._is_full:  # once, and not for each of thousands
                self._log.warning("backlog_full", backlog=self._name)
            self._is_full = True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Do the work as long as the block lasts, and what waits at its end."""
        thread = threading.Thread(target=self._run, name=self._name)
        thread.start()
        try:
            yield
        finally:
            self._ending.set()
            await in_thread(thread.join)

    def _run(self) -> None:
        while not self._ending.is_set():
            self._do(self._collect())
        while not self._waiting.empty():
            self._do(self._collect())

    def _collect(self) -> list[Item]:
        """Return what comes in before it has to be done, or as much as is done at once."""
        items: list[Item] = []
        until = time.monotonic() + self._linger_seconds
        while len(items) < self._together and (left := until - time.monotonic()) > 0:
            if self._ending.is_set() and self._waiting.empty():
                break
            with suppress(queue.Empty):
                # A service that ends does not wait for what lingers.
                items.append(self._waiting.get(timeout=min(left, _LINGER_SECONDS)))
        self._is_full = self._is_full and self._waiting.full()
        return items

    def _do(self, items: Sequence[Item]) -> None:
        if not items:
            return
        try:
            rows = self._work.prepare(items)
            if self._write(rows):
                self._work.count("kept", len(items))
                return
        except Exception:
            # What cannot be written at all must not keep the others waiting.
            self._log.exception("backlog_refused", backlog=self._name)
        self._work.count("dropped", len(items))
        self._log.warning("backlog_dropped", backlog=self._name, count=len(items))

    def _write(self, rows: Sequence[Row]) -> bool:
        """Write rows, as often as it takes; a service that ends gives up after a few times."""
        while self._last_tries:
            try:
                self._work.write(rows)
            except DatabaseError as error:
                self._log.warning("backlog_waits", backlog=self._name, reason=str(error))
                self._last_tries -= self._ending.wait(RETRY_SECONDS)
            else:
                return True
        return False
