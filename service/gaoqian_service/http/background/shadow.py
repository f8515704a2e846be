"""A challenger scores live traffic behind the requests; nobody waits for it."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from gaoqian import Article, Tagger, TagResult
from gaoqian_service.http.background.backlog import Backlog, Work
from gaoqian_service.observing.metrics import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.shadow import Comparison, write_comparisons
from gaoqian_service.records.texts import fits

#: Articles that wait to be scored; a challenger that comes too late leaves the newest out.
_ROOM = 2_000
#: Compared and written in one batch; each write waits for the disk.
_TOGETHER = 256
#: Tagged in one call: few, since requests wait while Python is busy with them.
_AT_A_TIME = 8


@dataclass(frozen=True, slots=True)
class _Answered:
    """An article with what was answered, and who is to judge it besides."""

    article: Article
    result: TagResult
    challenger: Tagger


class Shadow:
    """Compares a challenger's answers with those given; `note` listens to the tagging service.

    What it cannot keep up with is left out and counted, as
    ``gaoqian_shadow_articles_total{outcome="dropped"}``.

    Attributes:
        challenger: The bundle that scores beside the one that answers; None lets none.
    """

    def __init__(self, database: Database, metrics: Metrics, room: int = _ROOM) -> None:
        self.challenger: Tagger | None = None
        self._metrics = metrics

        def write(compared: Sequence[Comparison]) -> None:
            write_comparisons(database, compared)

        work = Work(_compare, write, metrics.count_shadow)
        self._backlog = Backlog("shadow", work, room=room, together=_TOGETHER)

    def note(self, articles: Sequence[Article], results: Sequence[TagResult]) -> None:
        """Take what was answered; comes back at once."""
        challenger = self.challenger
        if challenger is None:
            return
        for article, result in zip(articles, results, strict=True):
            if result.model == challenger.version:
                continue
            if fits(article.id, article.version):
                self._backlog.put(_Answered(article, result, challenger))
            else:
                self._metrics.count_shadow("dropped", 1)

    def running(self) -> AbstractAsyncContextManager[None]:
        """Compare as long as the block lasts, and what waits at its end."""
        return self._backlog.running()


def _compare(answered: Sequence[_Answered]) -> list[Comparison]:
    now = datetime.now(UTC)
    compared: list[Comparison] = []
    for challenger, group in groupby(answered, attrgetter("challenger")):
        same = list(group)
        for start in range(0, len(same), _AT_A_TIME):
            few = same[start : start + _AT_A_TIME]
            seen = challenger.tag_many(one.article for one in few)
            for one, result in zip(few, seen, strict=True):
                compared.append(Comparison(one.article, one.result, result, now))
    return compared
