"""Tagging stories of the wire: here, or in processes that share the bundle's files."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import lru_cache, partial
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from types import TracebackType
from typing import Protocol, Self

from gaoqian import Article, Tagger
from gaoqian.errors import WorkerError
from gaoqian.json import encode
from gaoqian.near_duplicates import MinHash
from gaoqian.parent_watch import on_parent_exit
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.ledger.arrival import Tagged

#: Enough for batches to pay, few enough for two processes to end together.
_A_TASK = 64


#: Waits for what was begun, and returns it.
Pending = Callable[[], list[Tagged]]
_Task = Callable[[Sequence[Article]], list[Tagged]]
_Futures = list[Future[list[Tagged]]]


class Tagging(Protocol):
    """Asks the model."""

    def begin(self, articles: Sequence[Article]) -> Pending:
        """Ask what the bundle that answers now says of each article."""


class InlineTagging:
    """Tags in the thread that asks for what was begun."""

    def __init__(self, serving: Serving) -> None:
        self._serving = serving

    def begin(self, articles: Sequence[Article]) -> Pending:
        """Ask what the bundle that answers now says of each article."""
        return partial(_tag, self._serving.tagger, articles)


class _Process(SpawnProcess):
    def terminate(self) -> None:
        """End it for good: the pool joins what it terminates, and SIGTERM is ignored there."""
        self.kill()


class _Context(SpawnContext):
    # Spawned, since a fork would copy this process's threads in whatever state they are.
    Process = _Process


class ProcessTagging:
    """Tags in processes of its own, which live as long as the block; for one thread at a time.

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
        self._pool.shutdown(cancel_futures=True)

    def begin(self, articles: Sequence[Article]) -> Pending:
        """Ask what the bundle that answers now says of each article, and do not wait.

        What is begun first is done first. Whoever asks for it may get a WorkerError: processes
        die whenever they are given these.
        """
        bundle = self._models / self._serving.tagger.version
        parts = [articles[start : start + _A_TASK] for start in range(0, len(articles), _A_TASK)]
        ask = partial(self._submit, partial(_tag_there, bundle), parts)
        return partial(self._finish, ask(), ask)

    def _submit(self, task: _Task, parts: Sequence[Sequence[Article]]) -> _Futures:
        try:
            return [self._pool.submit(task, part) for part in parts]
        except BrokenProcessPool:  # somebody has killed a process since
            self._pool = self._start()
        return [self._pool.submit(task, part) for part in parts]

    def _finish(self, futures: _Futures, ask_again: Callable[[], _Futures]) -> list[Tagged]:
        try:
            return _gather(futures)
        except BrokenProcessPool:  # perhaps by what was begun beside it
            again = ask_again()
        try:
            return _gather(again)
        except BrokenProcessPool as error:
            raise WorkerError(
                f"a process died while it tagged the same {len(futures)} portions, twice"
            ) from error

    def _start(self) -> ProcessPoolExecutor:
        return ProcessPoolExecutor(
            self._jobs,
            mp_context=_Context(),
            initializer=_begin_process,
            initargs=(self._models / self._serving.tagger.version,),
        )


def _gather(futures: _Futures) -> list[Tagged]:
    return [one for future in futures for one in future.result()]


def _be_ready() -> None:
    """Do nothing, once the process has begun."""


def _begin_process(bundle: Path) -> None:
    import signal

    # Whoever ends the wire ends it through the parent, which has work to finish first.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_IGN)
    on_parent_exit(partial(os._exit, 1))
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
            MinHash.of(article.headline, article.body).to_bytes(),
            tagger.cell(result),
            tagger.counted_as,
        )
        for article, result in zip(articles, results, strict=True)
    ]
