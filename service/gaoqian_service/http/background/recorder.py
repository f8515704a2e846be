"""The decision recorder: writes tagging decisions to the database, in the background."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

import structlog

from gaoqian import Article, TagResult
from gaoqian_service.http.background.backlog import Backlog, Work
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.decisions import DecisionRecord, LoggedDecision, write_decisions
from gaoqian_service.records.texts import fits
from gaoqian_service.serving.serving import Serving

#: Decisions that may wait to be written; more are dropped.
_CAPACITY = 20_000
_MAX_BATCH = 500


class Recorder:
    """Records decisions; `note` is a listener of the tagging service.

    Decisions that cannot be written are counted, as ``gaoqian_decisions_total{outcome="dropped"}``.
    """

    def __init__(
        self,
        database: Database,
        serving: Serving,
        metrics: Metrics,
        *,
        keeps_texts: bool,
        capacity: int = _CAPACITY,
    ) -> None:
        self._serving = serving
        self._metrics = metrics

        def prepare(decisions: Sequence[LoggedDecision]) -> list[DecisionRecord]:
            return [logged.to_record(keeps_text=keeps_texts) for logged in decisions]

        def write(records: Sequence[DecisionRecord]) -> None:
            write_decisions(database, records)

        work = Work(prepare, write, metrics.count_decisions)
        self._backlog = Backlog("decisions", work, capacity=capacity, max_batch=_MAX_BATCH)

    def note(self, articles: Sequence[Article], results: Sequence[TagResult]) -> None:
        """Queue the decisions on some articles; returns at once."""
        now = datetime.now(UTC)
        for article, result in zip(articles, results, strict=True):
            if fits(article.id, article.version):
                self._backlog.put(LoggedDecision(article, result, self._thresholds(result), now))
            else:
                self._metrics.count_decisions("dropped", 1)
                structlog.get_logger().warning("decision_without_room")

    def running(self) -> AbstractAsyncContextManager[None]:
        """Write decisions as long as the block lasts, and the rest at its end."""
        return self._backlog.running()

    def _thresholds(self, result: TagResult) -> dict[str, float]:
        tagger = self._serving.find(result.model)
        # None after two swaps within one request; the tags carry their own thresholds.
        entries = tagger.bundle.manifest.topics if tagger else ()
        known = {entry.topic.id: entry.threshold for entry in entries}
        return known | {tag.topic: tag.threshold for tag in result.tags}
