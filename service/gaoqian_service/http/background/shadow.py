"""The shadow: a challenger scores live traffic in the background, for comparison only."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from operator import attrgetter

from gaoqian import Article, Tagger, TagResult
from gaoqian_service.http.background.backlog import Backlog, Work
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.records.database import Database
from gaoqian_service.records.shadow import Comparison, write_comparisons
from gaoqian_service.records.texts import fits

#: Articles that may wait to be scored; more are left out.
_CAPACITY = 2_000
#: Compared and written in one batch; each write waits for the disk.
_MAX_BATCH = 256
#: Articles tagged in one call: few, since the event loop waits for the interpreter meanwhile.
_ARTICLES_A_CALL = 8


@dataclass(frozen=True, slots=True)
class _Answered:
    """An article with the result that was answered, and the challenger to compare with."""

    article: Article
    result: TagResult
    challenger: Tagger


class Shadow:
    """Compares a challenger's results with the champion's; `note` listens to the tagging service.

    Articles over the capacity are left out and counted, as
    ``gaoqian_shadow_articles_total{outcome="dropped"}``.

    Attributes:
        challenger: The bundle that scores live traffic besides the active one; None for none.
    """

    def __init__(self, database: Database, metrics: Metrics, capacity: int = _CAPACITY) -> None:
        self.challenger: Tagger | None = None
        self._metrics = metrics

        def write(compared: Sequence[Comparison]) -> None:
            write_comparisons(database, compared)

        work = Work(_compare, write, metrics.count_shadow)
        self._backlog = Backlog("shadow", work, capacity=capacity, max_batch=_MAX_BATCH)

    def note(self, articles: Sequence[Article], results: Sequence[TagResult]) -> None:
        """Queue articles for the challenger; returns at once."""
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
        """Compare as long as the block lasts, and the rest at its end."""
        return self._backlog.running()


def _compare(answered: Sequence[_Answered]) -> list[Comparison]:
    now = datetime.now(UTC)
    compared: list[Comparison] = []
    for challenger, group in groupby(answered, attrgetter("challenger")):
        same = list(group)
        for start in range(0, len(same), _ARTICLES_A_CALL):
            few = same[start : start + _ARTICLES_A_CALL]
            seen = challenger.tag_many(one.article for one in few)
            for one, result in zip(few, seen, strict=True):
                compared.append(Comparison(one.article, one.result, result, now))
    return compared
