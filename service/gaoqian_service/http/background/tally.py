"""The tally of probabilities: counts scores, without texts, behind the requests."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from datetime import UTC, datetime

from gaoqian import Article, TagResult
from gaoqian_service.http.background.backlog import Backlog, Work
from gaoqian_service.observing.metrics import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.score_counts import add_score_counts
from gaoqian_service.serving.serving import Serving

#: Articles that wait to be counted; behind a database that is away, more are left out.
_ROOM = 50_000
#: Written together: what is a few seconds old is soon enough for a count of weeks.
_TOGETHER = 5_000
_LINGER_SECONDS = 5.0


class Tally:
    """Counts what was scored; `note` is a listener of the tagging service.

    What it cannot count is counted as left out, as
    ``gaoqian_score_counts_total{outcome="dropped"}``.
    """

    def __init__(
        self, database: Database, serving: Serving, metrics: Metrics, room: int = _ROOM
    ) -> None:
        self._serving = serving

        def write(scored: Sequence[tuple[str, str]]) -> None:
            with database.begin() as session:
                add_score_counts(session, scored, datetime.now(UTC).date())

        work: Work[tuple[str, str], tuple[str, str]] = Work(list, write, metrics.count_scores)
        self._backlog = Backlog(
            "score counts", work, room=room, together=_TOGETHER, linger_seconds=_LINGER_SECONDS
        )

    def note(self, articles: Sequence[Article], results: Sequence[TagResult]) -> None:
        """Take what was answered; comes back at once."""
        del articles
        for result in results:
            tagger = self._serving.find(result.model)
            # Gone after two swaps within one request: then nobody asks for its counts either.
            cell = tagger.cell(result) if tagger else ""
            if tagger and cell:
                self._backlog.put((tagger.counted_as, cell))

    def running(self) -> AbstractAsyncContextManager[None]:
        """Count as long as the block lasts, and what waits at its end."""
        return self._backlog.running()
