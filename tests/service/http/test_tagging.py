"""Short articles tagged together."""

import asyncio
from collections.abc import Iterable, Iterator

import pytest

from gaoqian import Article, Tagger, TagResult
from gaoqian_service.http.tagging import MicroBatcher
from gaoqian_service.serving.serving import Serving
from gaoqian_training.datasets import Dataset


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
    """A cancelled request is not tagged, and hurts nobody."""
    counting = _Counting(tagger)
    article = Article(body="总工会慰问环卫职工。")

    async def run() -> TagResult:
        batcher = MicroBatcher(Serving(counting))
        gone = asyncio.create_task(batcher.tag(article, explain=False))
        stays = asyncio.create_task(batcher.tag(article, explain=False))
        asyncio.get_running_loop().call_soon(gone.cancel)
        with pytest.raises(asyncio.CancelledError):
            await gone
        return await stays

    assert asyncio.run(run()).status == "tagged"
    assert 2 not in counting.calls
