"""A challenger scores live traffic behind the requests; nobody waits for it."""

import queue
import threading
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

import structlog

from gaoqian import Tagger, TagResult
from gaoqian_service.errors import DatabaseError
from gaoqian_service.observing.metrics import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.recorder import fits
from gaoqian_service.records.shadow import Compared, write_compared
from gaoqian_service.serving.desk import Copy
from gaoqian_service.threads import in_thread

#: Articles that wait to be scored; a challenger that comes too late leaves the newest out.
_WAITING = 2_000
#: Tagged in one call: few, since requests wait while Python is busy with them.
_TOGETHER = 8
#: Compared before they are written, at most; each write waits for the disk.
_WRITTEN_TOGETHER = 256
#: How often an idle thread looks whether the service ends.
_LOOK_SECONDS = 0.25
#: How long to wait for a database that is away, again and again.
_RETRY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class _Answered:
    """An article with what was answered, and who is to judge it besides."""

    copy: Copy
    result: TagResult
    challenger: Tagger


class Shadow:
    """Compares a challenger's answers with those that were given; `note` is the desk's listener.

    What it cannot keep up with is left out and counted, as
    ``gaoqian_shadow_articles_total{outcome="dropped"}``.

    Attributes:
        challenger: The bundle that scores beside the one that answers; None lets none.
    """

    def __init__(self, database: Database, metrics: Metrics) -> None:
        self.challenger: Tagger | None = None
        self._database = database
        self._metrics = metrics
        self._waiting: queue.Queue[_Answered] = queue.Queue(_WAITING)
        self._ending = threading.Event()
        self._log = structlog.get_logger()
        self._overflows = False

    def note(self, copies: Sequence[Copy], results: Sequence[TagResult]) -> None:
        """Take what was answered; comes back at once."""
        challenger = self.challenger
        if challenger is None:
            return
        for copy, result in zip(copies, results, strict=True):
            if result.model == challenger.version:
                continue
            try:
                if not fits(copy):
                    raise queue.Full  # there is no room for it in the tables
                self._waiting.put_nowait(_Answered(copy, result, challenger))
            except queue.Full:
                self._drop(1)

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Compare as long as the block lasts; what still waits at its end is left out."""
        thread = threading.Thread(target=self._work, name="shadow")
        thread.start()
        try:
            yield
        finally:
            self._ending.set()
            await in_thread(thread.join)

    def _work(self) -> None:
        compared: list[Compared] = []
        while not self._ending.is_set():
            compared += self._compare(self._take())
            if compared and (self._waiting.empty() or len(compared) >= _WRITTEN_TOGETHER):
                self._write(compared)
                compared = []
        if compared:
            self._write(compared)

    def _take(self) -> list[_Answered]:
        """Return some that wait, or none within a quarter of a second."""
        taken: list[_Answered] = []
        with suppress(queue.Empty):
            taken.append(self._waiting.get(timeout=_LOOK_SECONDS))
            while len(taken) < _TOGETHER:
                taken.append(self._waiting.get_nowait())
        self._overflows = self._overflows and not self._waiting.empty()
        return taken

    def _compare(self, answered: Sequence[_Answered]) -> list[Compared]:
        now = datetime.now(UTC)
        compared: list[Compared] = []
        try:
            for challenger, group in groupby(answered, attrgetter("challenger")):
                same = list(group)
                seen = challenger.tag_many(one.copy.article for one in same)
                for one, result in zip(same, seen, strict=True):
                    compared.append(Compared(one.copy, one.result, result, now))
        except Exception:
            self._log.exception("challenger_failed")
            self._drop(len(answered) - len(compared))
        return compared

    def _write(self, compared: Sequence[Compared]) -> None:
        """Write, as often as it takes; what comes meanwhile waits, and is dropped at last."""
        while True:
            try:
                write_compared(self._database, compared)
            except DatabaseError as error:
                self._log.warning("shadow_waits", count=len(compared), reason=str(error))
                if self._ending.wait(_RETRY_SECONDS):
                    self._drop(len(compared))
                    return
            except Exception:
                # What the database will never take must not keep the others waiting.
                self._log.exception("shadow_refused")
                self._drop(len(compared))
                return
            else:
                self._metrics.count_shadow("compared", len(compared))
                return

    def _drop(self, count: int) -> None:
        self._metrics.count_shadow("dropped", count)
        if not self._overflows:
            self._log.warning("shadow_dropped", count=count)
        self._overflows = True
