"""The log of tagging decisions: taken from the desk at once, written behind the requests."""

import queue
import threading
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime

import structlog
from sqlalchemy import insert
from sqlalchemy.orm import Session

from gaoqian import TagResult
from gaoqian_service.errors import DatabaseError
from gaoqian_service.observing.metrics import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.likeness import sign
from gaoqian_service.records.tables import DecisionRow, ScoreRow
from gaoqian_service.records.texts import MAX_ARTICLE, MAX_VERSION, SentText, hash_text, keep_texts
from gaoqian_service.serving.desk import Copy
from gaoqian_service.serving.serving import Serving
from gaoqian_service.threads import in_thread

#: Decisions that wait to be written; behind a database that is away, more are dropped.
_WAITING = 20_000
#: Written in one transaction, at most.
_TOGETHER = 500
#: How long a decision waits for others to be written with.
_LINGER_SECONDS = 0.25
#: How long to wait for a database that is away, again and again.
_RETRY_SECONDS = 1.0
#: How often a service that ends tries to write what waits.
_LAST_TRIES = 5


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on its way to the database.

    Attributes:
        copy: What was tagged.
        result: What was answered.
        thresholds: The model's thresholds, by topic.
        at: When, in UTC.
    """

    copy: Copy
    result: TagResult
    thresholds: dict[str, float]
    at: datetime


class Recorder:
    """Writes decisions in a thread of its own; `note` is a listener of the desk.

    Requests never wait for it. What it cannot keep is counted, as
    ``gaoqian_decisions_total{outcome="dropped"}``, and logged.
    """

    def __init__(
        self, database: Database, serving: Serving, metrics: Metrics, *, keeps_texts: bool
    ) -> None:
        self._database = database
        self._serving = serving
        self._metrics = metrics
        self._keeps_texts = keeps_texts
        self._waiting: queue.Queue[Decided] = queue.Queue(_WAITING)
        self._ending = threading.Event()
        self._log = structlog.get_logger()

    def note(self, copies: Sequence[Copy], results: Sequence[TagResult]) -> None:
        """Take decisions in; comes back at once."""
        now = datetime.now(UTC)
        for copy, result in zip(copies, results, strict=True):
            if not fits(copy):
                self._drop(1, "identifier or version too long, or with a NUL")
                continue
            decided = Decided(copy, result, self._thresholds(result), now)
            try:
                self._waiting.put_nowait(decided)
            except queue.Full:
                self._drop(1, "too many decisions wait for the database")

    def _thresholds(self, result: TagResult) -> dict[str, float]:
        tagger = self._serving.find(result.model)
        # Gone after two swaps within one request; the tags given have theirs all the same.
        entries = tagger.bundle.manifest.topics if tagger else ()
        known = {entry.topic.id: entry.threshold for entry in entries}
        return known | {tag.topic: tag.threshold for tag in result.tags}

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Write as long as the block lasts, and what waits at its end."""
        thread = threading.Thread(target=self._work, name="recorder")
        thread.start()
        try:
            yield
        finally:
            self._ending.set()
            await in_thread(thread.join)

    def _work(self) -> None:
        while not self._ending.is_set():
            decisions = self._collect()
            if decisions:
                self._write(decisions)
        self._write_rest()

    def _collect(self) -> list[Decided]:
        """Return what came in within a quarter of a second, or as much as is written at once."""
        decisions: list[Decided] = []
        until = time.monotonic() + _LINGER_SECONDS
        while len(decisions) < _TOGETHER and (left := until - time.monotonic()) > 0:
            with suppress(queue.Empty):
                decisions.append(self._waiting.get(timeout=left))
        return decisions

    def _write_rest(self) -> None:
        decisions = [self._waiting.get_nowait() for _ in range(self._waiting.qsize())]
        for start in range(0, len(decisions), _TOGETHER):
            self._write(decisions[start : start + _TOGETHER])

    def _write(self, decisions: Sequence[Decided]) -> None:
        """Write decisions, as often as it takes; a service that ends gives up after a few times."""
        tries_left = _LAST_TRIES
        while True:
            try:
                with self._database.begin() as session:
                    _write_decisions(session, decisions, keeps_texts=self._keeps_texts)
            except DatabaseError as error:
                self._log.warning("decisions_wait", count=len(decisions), reason=str(error))
                tries_left -= self._ending.wait(_RETRY_SECONDS)
                if not tries_left:
                    self._drop(len(decisions), "the database is away and the service ends")
                    return
            except Exception:
                # A batch that the database will never take must not keep the others waiting.
                self._log.exception("decisions_refused")
                self._drop(len(decisions), "refused by the database")
                return
            else:
                self._metrics.count_decisions("kept", len(decisions))
                return

    def _drop(self, count: int, reason: str) -> None:
        self._metrics.count_decisions("dropped", count)
        self._log.warning("decisions_dropped", count=count, reason=reason)


def fits(copy: Copy) -> bool:
    """Return whether the tables have room for an article's identifier and version."""
    identifier, version = copy.article.id, copy.version
    short = len(identifier) <= MAX_ARTICLE and len(version) <= MAX_VERSION
    return short and "\0" not in identifier + version


def _write_decisions(session: Session, decisions: Sequence[Decided], *, keeps_texts: bool) -> None:
    texts = [_text_of(decided.copy, keeps_texts=keeps_texts) for decided in decisions]
    articles = keep_texts(session, texts)
    numbers = session.scalars(
        insert(DecisionRow).returning(DecisionRow.id, sort_by_parameter_order=True),
        [
            {
                "article_id": articles[text.known_by],
                "model": decided.result.model,
                "status": decided.result.status,
                "reason": decided.result.reason,
                "decided_at": decided.at,
            }
            for text, decided in zip(texts, decisions, strict=True)
        ],
    )
    scores = [
        score
        for number, decided in zip(numbers, decisions, strict=True)
        for score in _scores(number, decided)
    ]
    if scores:
        session.execute(insert(ScoreRow), scores)


def _text_of(copy: Copy, *, keeps_texts: bool) -> SentText:
    headline, body = copy.article.headline, copy.article.body
    return SentText(
        copy.article.id,
        copy.version,
        hash_text(headline, body),
        headline if keeps_texts else None,
        body if keeps_texts else None,
        sign(headline, body),
    )


def _scores(number: int, decided: Decided) -> Iterator[dict[str, object]]:
    given = {tag.topic for tag in decided.result.tags}
    for topic, threshold in decided.thresholds.items():
        if topic in decided.result.scores:
            score = decided.result.scores[topic]
            yield {
                "decision_id": number,
                "topic": topic,
                "score": score,
                "threshold": threshold,
                "given": topic in given,
                "margin": abs(score - threshold),
            }
