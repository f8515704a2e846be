"""The desk that every article comes over: tags it where that costs least, and says so."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from gaoqian import Article, TagResult
from gaoqian_service.serving.serving import Serving
from gaoqian_service.serving.together import Together
from gaoqian_service.threads import in_thread

#: In characters. Up to here tagging takes a few milliseconds at most, and handing it to a
#: thread would cost more (docs/http-api.md has figures); a longer text must not keep the others
#: waiting.
SHORT = 4_000


@dataclass(frozen=True, slots=True)
class Copy:
    """An article on its way through the service.

    Attributes:
        article: The article as sent; its ``id`` is the sender's.
        version: The sender's version of it; empty where there is none.
    """

    article: Article
    version: str = ""

    @property
    def is_short(self) -> bool:
        """Whether tagging it takes so little that no thread is worth it."""
        return len(self.article.headline) + len(self.article.body) <= SHORT


#: Is told of everything that was tagged, in the event loop and before it is answered; it must
#: come back at once.
Listener = Callable[[Sequence[Copy], Sequence[TagResult]], None]


class TagDesk:
    """Tags copy with the bundle that answers, and tells its listeners.

    One for each application; its methods are called in the event loop only.
    """

    def __init__(self, serving: Serving) -> None:
        self.listeners: list[Listener] = []
        self._serving = serving
        self._together = Together(serving)

    async def tag(self, copy: Copy, *, explain: bool) -> TagResult:
        """Tag one piece of copy; a short one in the event loop, with those beside it."""
        if copy.is_short:
            result = await self._together.tag(copy.article, explain=explain)
        else:
            tagger = self._serving.tagger
            result = await in_thread(tagger.tag, copy.article, explain=explain)
        self._tell([copy], [result])
        return result

    async def tag_batch(self, copies: Sequence[Copy], *, explain: bool) -> list[TagResult]:
        """Tag a batch in a thread, all of it with one bundle."""
        tagger = self._serving.tagger

        def work() -> list[TagResult]:
            return list(tagger.tag_many((copy.article for copy in copies), explain=explain))

        results = await in_thread(work)
        self._tell(copies, results)
        return results

    def _tell(self, copies: Sequence[Copy], results: Sequence[TagResult]) -> None:
        for listener in self.listeners:
            listener(copies, results)
