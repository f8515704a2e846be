"""The tagging service: short articles in micro-batches in the event loop, long ones in a thread.

Articles that are tagged in one call cost about half (see `gaoqian.tagger`). A micro-batch never
waits for more to arrive: it is what came in during two iterations of the event loop, some
microseconds.
"""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gaoqian import Article, Tagger, TagResult
from gaoqian_service.serving.serving import Serving
from gaoqian_service.threads import in_thread

#: In characters. Up to this length tagging takes a few milliseconds at most, less than handing it
#: to a thread costs (docs/http-api.md has figures); a longer text would block the event loop.
SHORT = 4_000

#: Called with articles and their results, in the event loop and before the response is sent; it
#: must return at once.
Listener = Callable[[Sequence[Article], Sequence[TagResult]], None]


def is_short(article: Article) -> bool:
    """Return whether an article is short enough to be tagged in the event loop."""
    return len(article.headline) + len(article.body) <= SHORT


class TaggingService:
    """Tags articles with the active bundle, then calls its listeners.

    One for each application; its methods are called in the event loop only.
    """

    def __init__(self, serving: Serving) -> None:
        self.listeners: list[Listener] = []
        self._serving = serving
        self._batcher = MicroBatcher(serving)

    async def tag(self, article: Article, *, explain: bool) -> TagResult:
        """Tag one article; a short one in the event loop, in a micro-batch."""
        if is_short(article):
            result = await self._batcher.tag(article, explain=explain)
        else:
            tagger = self._serving.tagger
            result = await in_thread(tagger.tag, article, explain=explain)
        self._notify([article], [result])
        return result

    async def tag_batch(self, articles: Sequence[Article], *, explain: bool) -> list[TagResult]:
        """Tag a batch in a thread, all of it with one bundle."""
        tagger = self._serving.tagger
        results = await in_thread(lambda: list(tagger.tag_many(articles, explain=explain)))
        self._notify(articles, results)
        return results

    def _notify(self, articles: Sequence[Article], results: Sequence[TagResult]) -> None:
        for listener in self.listeners:
            listener(articles, results)


@dataclass(frozen=True, slots=True)
class _Waiting:
    """An article of the next micro-batch, with the future of its result."""

    article: Article
    explain: bool
    result: "asyncio.Future[TagResult]"


class MicroBatcher:
    """Tags short articles in the event loop, those that arrive at the same moment in one call.

    One for each application; not for use from several threads.
    """

    def __init__(self, serving: Serving) -> None:
        self._serving = serving
        self._waiting: list[_Waiting] = []

    async def tag(self, article: Article, *, explain: bool) -> TagResult:
        """Tag one article; as `Tagger.tag`."""
        loop = asyncio.get_running_loop()
        if not self._waiting:
            # Not in the next iteration of the loop but in the one after: requests that it reads
            # from its sockets meanwhile join the batch, of eight clients nearly always all.
            loop.call_soon(loop.call_soon, self._tag_waiting)
        waiting = _Waiting(article, explain, loop.create_future())
        self._waiting.append(waiting)
        return await waiting.result

    def _tag_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        tagger = self._serving.tagger  # one bundle for the whole batch
        for explain in (False, True):
            # A future that is done was cancelled: its client went away.
            same = [one for one in waiting if one.explain is explain and not one.result.done()]
            if not same:
                continue
            try:
                results = list(tagger.tag_many((one.article for one in same), explain=explain))
            except Exception:
                for one in same:
                    _tag_alone(tagger, one)
            else:
                for one, result in zip(same, results, strict=True):
                    one.result.set_result(result)


def _tag_alone(tagger: Tagger, one: _Waiting) -> None:
    """Tag one article of a batch that failed, so that only the faulty one gets the error."""
    try:
        one.result.set_result(tagger.tag(one.article, explain=one.explain))
    except Exception as error:
        one.result.set_exception(error)
