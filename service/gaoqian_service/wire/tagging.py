"""Tagging of the wire: in this process, or in worker processes."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import lru_cache, partial
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from gaoqian import Article, Tagger
from gaoqian.json import encode
from gaoqian.near_duplicates import MinHash
from gaoqian.workers import WorkerPool
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.ledger.arrival import Tagged

#: Enough for batches to pay, few enough for two processes to end together.
_A_TASK = 64

#: Waits for results, and returns them.
Pending = Callable[[], list[Tagged]]


class Tagging(Protocol):
    """Tags articles asynchronously."""

    def begin(self, articles: Sequence[Article]) -> Pending:
        """Begin to tag articles with the active bundle."""


class InlineTagging:
    """Tags in the thread that calls what `begin` returned."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    def begin(self, articles: Sequence[Article]) -> Pending:
        """Begin to tag articles with the active bundle."""
        return partial(_tag, self._serving.tagger, articles)


class ProcessTagging:
    """Tags in worker processes, which live as long as the block.

    Args:
        serving: Has the active bundle; the processes load the same from its folder.
        models: The models folder.
        jobs: How many processes, 1 or more.
    """

    def __init__(self, serving: Serving, models: Path, jobs: int) -> None:
        self._serving = serving
        self._models = models
        self._pool = WorkerPool(jobs, partial(_load, models / serving.tagger.version), attempts=2)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.close()

    def begin(self, articles: Sequence[Article]) -> Pending:
        """Begin to tag articles with the active bundle, without waiting.

        What is begun first is done first. The function that is returned raises `WorkerError` if
        two processes die while they tag the same articles.
        """
        bundle = self._models / self._serving.tagger.version
        parts = [articles[start : start + _A_TASK] for start in range(0, len(articles), _A_TASK)]
        return partial(
            _gather, [self._pool.submit(partial(_tag_there, bundle, part)) for part in parts]
        )


def _gather(futures: Sequence[Future[list[Tagged]]]) -> list[Tagged]:
    return [one for future in futures for one in future.result()]


def _tag_there(bundle: Path, articles: Sequence[Article]) -> list[Tagged]:
    return _tag(_load(bundle), articles)


@lru_cache(maxsize=2)
def _load(bundle: Path) -> Tagger:
    return Tagger.load(bundle)


def _tag(tagger: Tagger, articles: Sequence[Article]) -> list[Tagged]:
    results = tagger.tag_many(articles, explain=True)
    return [
        Tagged(
            result.model,
            encode(result.to_dict()).decode(),
            MinHash.of(article.headline, article.body).to_bytes(),
            tagger.cell(result),
            tagger.counted_as,
        )
        for article, result in zip(articles, results, strict=True)
    ]
