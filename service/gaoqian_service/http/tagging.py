"""The tagging service of the application: each article is tagged where that costs least."""

from collections.abc import Callable, Sequence

from gaoqian import Article, TagResult
from gaoqian_service.http.batching import MicroBatcher
from gaoqian_service.serving.serving import Serving
from gaoqian_service.threads import in_thread

#: In characters. Up to here tagging takes a few milliseconds at most, and handing it to a
#: thread would cost more (docs/http-api.md has figures); a longer text must not keep the others
#: waiting.
SHORT = 4_000

#: Is called with everything that was tagged, in the event loop and before it is answered; it
#: must return at once.
Listener = Callable[[Sequence[Article], Sequence[TagResult]], None]


def is_short(article: Article) -> bool:
    """Return whether tagging an article takes so little that no thread is worth it."""
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
