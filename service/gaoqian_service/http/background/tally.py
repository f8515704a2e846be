"""The tally: counts the probabilities of articles, without texts, in the background."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from gaoqian import Article, TagResult
from gaoqian_service.http.background.backlog import Backlog, Work
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.score_counts import add_score_counts
from gaoqian_service.serving.serving import Serving

#: Articles that may wait to be counted; more are left out.
_CAPACITY = 50_000
#: Written in one transaction; counts of weeks may be a few seconds late.
_MAX_BATCH = 5_000
_LINGER_SECONDS = 5.0


class Tally:
    """Adds to the score counts; `note` is a listener of the tagging service.

    Articles over the capacity are left out and counted, as
    ``gaoqian_score_counts_total{outcome="dropped"}``.
    """

    def __init__(
        self, database: Database, serving: Serving, metrics: Metrics, capacity: int = _CAPACITY
    ) -> None:
        self._serving = serving

        def write(scored: Sequence[tuple[str, str]]) -> None:
            with database.begin() as session:
                add_score_counts(session, scored, datetime.now(UTC).date())

        work: Work[tuple[str, str], tuple[str, str]] = Work(list, write, metrics.count_scores)
        self._backlog = Backlog(
            "score counts",
            work,
            capacity=capacity,
            max_batch=_MAX_BATCH,
            linger_seconds=_LINGER_SECONDS,
        )

    def note(self, articles: Sequence[Article], results: Sequence[TagResult]) -> None:
        """Queue the scores of some articles; returns at once."""
        del articles
        for result in results:
            tagger = self._serving.find(result.model)
            # None after two swaps within one request: that bundle is hardly asked for again.
            cell = tagger.cell(result) if tagger else ""
            if tagger and cell:
                self._backlog.put((tagger.counted_as, cell))

    def running(self) -> AbstractAsyncContextManager[None]:
        """Count as long as the block lasts, and the rest at its end."""
        return self._backlog.running()
