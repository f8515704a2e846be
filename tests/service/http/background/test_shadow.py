"""A challenger scores live traffic, and only disagreements are recorded."""

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from gaoqian import Article, Tagger
from gaoqian_service.http.background.shadow import Shadow
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.texts import hash_text
from gaoqian_training.datasets import Dataset
from live import ARTICLE, running, until, versions_of


@pytest.fixture
def newsroom(two_models: Path, database: Database) -> Iterator[TestClient]:
    """A service over two models, with an empty database of either kind."""
    url = SecretStr(database.engine.url.render_as_string(hide_password=False))
    with running(two_models, database_url=url) as client:
        yield client


def _send(client: TestClient, articles: list[Article]) -> None:
    for start in range(0, len(articles), 100):
        batch = [
            {"id": article.id, "headline": article.headline, "body": article.body, "version": "2"}
            for article in articles[start : start + 100]
        ]
        assert client.post("/v1/tag/batch", json={"articles": batch}).status_code == 200


def _report(client: TestClient, version: str, **query: str | int) -> dict[str, Any]:
    answer = client.get(f"/v1/models/{version}/shadow", params=query)
    assert answer.status_code == 200
    report: dict[str, Any] = answer.json()
    return report


def _compared(client: TestClient, version: str) -> int:
    return sum(entry["compared"] for entry in _report(client, version)["champions"])


def test_disagreements_and_counts(
    newsroom: TestClient, two_models: Path, authored: Dataset
) -> None:
    """Every article is counted; what is kept of it is hash and scores where the tags differ."""
    first, second = versions_of(two_models)
    articles = authored.articles[:150]
    one, other = (list(Tagger.load(two_models / v).tag_many(articles)) for v in (first, second))
    differing = {
        (result.id, topic)
        for result, rival in zip(one, other, strict=True)
        for topic in {tag.topic for tag in result.tags} ^ {tag.topic for tag in rival.tags}
    }
    assert differing
    answer = newsroom.put(f"/v1/models/{second}/shadow")
    assert (answer.status_code, answer.json()) == (200, {"challenger": second})
    _send(newsroom, articles)
    until(lambda: _compared(newsroom, second) == len(articles))
    report = _report(newsroom, second, limit=1000)
    assert report["running"]
    disagreed = len({name for name, _ in differing})
    counts = {"champion": first, "compared": len(articles), "disagreed": disagreed}
    assert report["champions"] == [counts]
    assert {(row["article"], row["topic"]) for row in report["disagreements"]} == differing
    texts = {article.id: article for article in articles}
    for row in report["disagreements"]:
        article = texts[row["article"]]
        assert row["text_hash"] == hash_text(article.headline, article.body)
        assert row["version"] == "2"
        assert article.body not in str(row)
        assert row["champion_given"] != row["challenger_given"]
        assert 0 <= row["champion_score"] <= 1


def test_report_is_filtered(newsroom: TestClient, two_models: Path, authored: Dataset) -> None:
    """By topic, by champion and in length, the newest first."""
    first, second = versions_of(two_models)
    newsroom.put(f"/v1/models/{second}/shadow")
    _send(newsroom, authored.articles[:150])
    until(lambda: _compared(newsroom, second) == 150)
    rows = _report(newsroom, second, limit=1000)["disagreements"]
    topic = rows[0]["topic"]
    assert _report(newsroom, second, topic=topic, limit=1000)["disagreements"] == [
        row for row in rows if row["topic"] == topic
    ]
    assert _report(newsroom, second, limit=1)["disagreements"] == rows[:1]
    assert _report(newsroom, second, champion=first, limit=1000)["disagreements"] == rows
    nobody = _report(newsroom, second, champion="1999\0")
    assert (nobody["champions"], nobody["disagreements"]) == ([], [])
    assert [row["seen_at"] for row in rows] == sorted((r["seen_at"] for r in rows), reverse=True)


def _dropped(metrics: Metrics, count: int) -> bool:
    line = f'gaoqian_shadow_articles_total{{outcome="dropped"}} {count}.0'
    return line in metrics.render().decode()


@pytest.fixture
def away() -> Iterator[Database]:
    """A database that does not answer."""
    database = open_database("postgresql://nobody@127.0.0.1:1/none")
    yield database
    database.close()


def test_requests_never_wait(
    tagger: Tagger, two_models: Path, away: Database, capsys: pytest.CaptureFixture[str]
) -> None:
    """More than can wait is dropped, counted, and said once; so is what the tables cannot hold."""
    _, second = versions_of(two_models)
    metrics = Metrics()
    shadow = Shadow(away, metrics, capacity=3)
    shadow.challenger = Tagger.load(two_models / second)
    article = Article.from_record(ARTICLE)
    result = tagger.tag(article)
    shadow.note([article] * 6, [result] * 6)
    shadow.note([Article(id="x" * 256)], [result])
    assert _dropped(metrics, 4)
    assert capsys.readouterr().out.count("backlog_full") == 1


def test_database_that_is_away(tagger: Tagger, two_models: Path, away: Database) -> None:
    """A service that ends gives up what could not be written, and counts it."""
    _, second = versions_of(two_models)
    metrics = Metrics()
    shadow = Shadow(away, metrics)
    shadow.challenger = Tagger.load(two_models / second)
    article = Article.from_record(ARTICLE)

    async def run() -> None:
        async with shadow.running():
            shadow.note([article], [tagger.tag(article)])

    asyncio.run(run())
    assert _dropped(metrics, 1)
