"""The backlog: a bounded queue whose items a thread processes in batches."""

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

#: How long an item waits for others to share its batch, by default.
_LINGER_SECONDS = 0.25
#: The pause between tries while the database does not answer.
RETRY_SECONDS = 1.0
#: How many failed tries a service that shuts down allows for all remaining batches.
_LAST_TRIES = 5

Item = TypeVar("Item")
Row = TypeVar("Row")

#: Takes ``kept`` or ``dropped`` and how many.
Count = Callable[[str, int], None]


@dataclass(frozen=True, slots=True)
class Work(Generic[Item, Row]):
    """The functions that process a batch.

    Attributes:
        prepare: Turns items into rows, once a batch, outside of any transaction.
        write: Writes rows in one transaction; called again while the database does not answer.
        count: Called with the outcome, ``kept`` or ``dropped``, and the number of items.
    """

    prepare: Callable[[Sequence[Item]], Sequence[Row]]
    write: Callable[[Sequence[Row]], None]
    count: Count


class Backlog(Generic[Item, Row]):
    """A bounded queue that a thread writes to the database; `put` never blocks.

    Items over the capacity, and items that cannot be written, are dropped, counted and logged.
    While the database does not answer, items wait in the queue.

    Args:
        name: The name in logs.
        work: The functions that process a batch.
        capacity: How many items may wait.
        max_batch: How many items a batch has at most.
        linger_seconds: How long an item waits for others to share its batch.
    """

    def __init__(
        self,
        name: str,
        work: Work[Item, Row],
        *,
        capacity: int,
        max_batch: int,
        linger_seconds: float = _LINGER_SECONDS,
    ) -> None:
        self._name = name
        self._linger_seconds = linger_seconds
        self._work = work
        self._max_batch = max_batch
        self._waiting: queue.Queue[Item] = queue.Queue(capacity)
        self._ending = threading.Event()
        self._is_full = False
        # For all remaining batches, so that a shutdown does not wait for each.
        self._last_tries = _LAST_TRIES
        self._log = structlog.get_logger()

    def put(self, item: Item) -> None:
        """Add an item, or drop it where the queue is full; returns at once."""
        try:
            self._waiting.put_nowait(item)
        except queue.Full:
            self._work.count("dropped", 1)
            if not self._is_full:  # once, and not for each item
                self._log.warning("backlog_full", backlog=self._name)
            self._is_full = True

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Process batches in a thread as long as the block lasts, and the rest at its end."""
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
        """Return the next batch: what arrives until the linger time is over, or a full batch."""
        items: list[Item] = []
        until = time.monotonic() + self._linger_seconds
        while len(items) < self._max_batch and (left := until - time.monotonic()) > 0:
            if self._ending.is_set() and self._waiting.empty():
                break
            with suppress(queue.Empty):
                # In short steps, to notice a shutdown.
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
            # A batch that can never be written must not block the others.
            self._log.exception("backlog_refused", backlog=self._name)
        self._work.count("dropped", len(items))
        self._log.warning("backlog_dropped", backlog=self._name, count=len(items))

    def _write(self, rows: Sequence[Row]) -> bool:
        """Write rows, trying again while the database does not answer; false when given up."""
        while self._last_tries:
            try:
                self._work.write(rows)
            except DatabaseError as error:
                self._log.warning("backlog_waits", backlog=self._name, reason=str(error))
                self._last_tries -= self._ending.wait(RETRY_SECONDS)
            else:
                return True
        return False
