"""The tagging service and its micro-batches."""

import asyncio
from collections.abc import Iterable, Iterator

import pytest

from gaoqian import Article, Tagger, TagResult
from gaoqian_service.http.tagging import MicroBatcher
from gaoqian_service.serving.serving import Serving
from gaoqian_training.datasets import Dataset

#: In seconds; only what never ends takes so long.
_PATIENCE = 30


class _Counting(Tagger):
    """A tagger that notes how many articles each call brings, and fails at one of them."""

    def __init__(self, tagger: Tagger) -> None:
        super().__init__(tagger.bundle)
        self.calls: list[int] = []

    def tag(self, article: Article, *, explain: bool = False) -> TagResult:
        if article.id == "bad":
            raise MemoryError(article.id)
        return super().tag(article, explain=explain)

    def tag_many(
        self, articles: Iterable[Article], *, explain: bool = False
    ) -> Iterator[TagResult]:
        articles = list(articles)
        self.calls.append(len(articles))
        if any(article.id == "bad" for article in articles):
            raise MemoryError("bad")
        return super().tag_many(articles, explain=explain)


def test_one_turn_is_one_call(authored: Dataset, tagger: Tagger) -> None:
    """Twenty at once, with and without evidence: two calls, each result its article's own."""
    counting = _Counting(tagger)
    articles = authored.articles[:20]

    async def run() -> list[TagResult]:
        batcher = MicroBatcher(Serving(counting))
        tasks = (batcher.tag(a, explain=n % 2 == 0) for n, a in enumerate(articles))
        return await asyncio.gather(*tasks)

    results = asyncio.run(run())
    assert counting.calls == [10, 10]
    for number, (article, result) in enumerate(zip(articles, results, strict=True)):
        assert result == tagger.tag(article, explain=number % 2 == 0)


def test_next_turn_is_another_call(tagger: Tagger) -> None:
    """Who comes later is not lost."""
    counting = _Counting(tagger)
    article = Article(body="总工会慰问环卫职工，送去清凉用品。")

    async def run() -> list[TagResult]:
        batcher = MicroBatcher(Serving(counting))
        return [await batcher.tag(article, explain=False) for _ in range(2)]

    first, second = asyncio.run(run())
    assert first == second
    assert [calls for calls in counting.calls if calls] == [1, 1]


def test_neighbours_do_not_share_an_error(tagger: Tagger) -> None:
    """Only the article that fails fails."""
    counting = _Counting(tagger)
    texts = {"good": "总工会慰问环卫职工。", "bad": "消防站查隐患。"}

    async def run() -> list[TagResult | BaseException]:
        batcher = MicroBatcher(Serving(counting))
        tasks = [batcher.tag(Article(body=t, id=i), explain=False) for i, t in texts.items()]
        return await asyncio.gather(*tasks, return_exceptions=True)

    good, bad = asyncio.run(run())
    assert isinstance(good, TagResult)
    assert good.id == "good"
    assert isinstance(bad, MemoryError)


def test_client_that_went_away_is_left_out(tagger: Tagger) -> None:
    """A request that was cancelled before its batch is not tagged; the others get their results."""
    counting = _Counting(tagger)
    article = Article(body="总工会慰问环卫职工。")

    async def run() -> list[TagResult]:
        batcher = MicroBatcher(Serving(counting))
        before, gone, after = (
            asyncio.create_task(batcher.tag(article, explain=False)) for _ in range(3)
        )
        asyncio.get_running_loop().call_soon(gone.cancel)
        async with asyncio.timeout(_PATIENCE):
            with pytest.raises(asyncio.CancelledError):
                await gone
            return [await before, await after]

    assert [result.status for result in asyncio.run(run())] == ["tagged", "tagged"]
    assert counting.calls == [2]


def test_client_that_went_away_from_a_failing_batch(tagger: Tagger) -> None:
    """Where articles are tagged alone after an error, a cancelled one is left out as well."""
    counting = _Counting(tagger)

    async def run() -> list[TagResult | BaseException]:
        batcher = MicroBatcher(Serving(counting))
        tasks = [
            asyncio.create_task(batcher.tag(Article(body="消防站查隐患。", id=i), explain=False))
            for i in ("gone", "bad", "good")
        ]
        asyncio.get_running_loop().call_soon(tasks[0].cancel)
        async with asyncio.timeout(_PATIENCE):
            return await asyncio.gather(*tasks, return_exceptions=True)

    gone, bad, good = asyncio.run(run())
    assert isinstance(gone, asyncio.CancelledError)
    assert isinstance(bad, MemoryError)
    assert isinstance(good, TagResult)
    assert counting.calls[0] == 2
