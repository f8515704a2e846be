"""Tagging stories of the wire: here, or in processes that share the bundle's files."""

import os
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from gaoqian import Article, Tagger
from gaoqian.errors import WorkerError
from gaoqian.json import encode
from gaoqian.orphans import when_orphaned
from gaoqian_service.records.ledger.arrival import Tagged
from gaoqian_service.records.likeness import Sketch
from gaoqian_service.serving.serving import Serving

#: Enough for batches to pay, few enough for two processes to end together.
_A_TASK = 64


class Tagging(Protocol):
    """Asks the model."""

    def tag(self, articles: Sequence[Article]) -> list[Tagged]:
        """Return what the bundle that answers now says of each article."""


class TaggingHere:
    """Tags in the calling thread."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    def tag(self, articles: Sequence[Article]) -> list[Tagged]:
        """Return what the bundle that answers now says of each article."""
        return _tag(self._serving.tagger, articles)


class TaggingCrew:
    """Tags in processes of its own, which live as long as the block.

    Args:
        serving: Says which bundle answers; the processes load the same from its folder.
        models: The models folder.
        jobs: How many processes, 1 or more.
    """

    def __init__(self, serving: Serving, models: Path, jobs: int) -> None:
        self._serving = serving
        self._models = models
        self._jobs = jobs
        self._pool = self._start()
        for ready in [self._pool.submit(_be_ready) for _ in range(jobs)]:
            ready.result()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pool.shutdown()

    def tag(self, articles: Sequence[Article]) -> list[Tagged]:
        """Return what the bundle that answers now says of each article.

        Raises:
            WorkerError: processes die whenever they are given these.
        """
        bundle = self._models / self._serving.tagger.version
        try:
            return self._tag(bundle, articles)
        except BrokenProcessPool:
            self._pool = self._start()  # once: somebody may have killed one
        try:
            return self._tag(bundle, articles)
        except BrokenProcessPool as error:
            self._pool = self._start()
            raise WorkerError(
                f"a process died while it tagged {len(articles)} articles, twice"
            ) from error

    def _tag(self, bundle: Path, articles: Sequence[Article]) -> list[Tagged]:
        parts = [articles[start : start + _A_TASK] for start in range(0, len(articles), _A_TASK)]
        tagged = self._pool.map(partial(_tag_there, bundle), parts)
        return [one for part in tagged for one in part]

    def _start(self) -> ProcessPoolExecutor:
        # Spawned, since a fork would copy this process's threads in whatever state they are.
        return ProcessPoolExecutor(
            self._jobs,
            mp_context=get_context("spawn"),
            initializer=_begin_process,
            initargs=(self._models / self._serving.tagger.version,),
        )


def _be_ready() -> None:
    """Do nothing, once the process has begun."""


def _begin_process(bundle: Path) -> None:
    import signal

    # Whoever ends the wire ends it through the parent, which has work to finish first.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    when_orphaned(partial(os._exit, 1))
    _load(bundle)


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
            Sketch.of(article.headline, article.body).to_bytes(),
        )
        for article, result in zip(articles, results, strict=True)
    ]
