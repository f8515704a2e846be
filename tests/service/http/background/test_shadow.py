"""A challenger scores live traffic, and only disagreements are recorded."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from crafted import CRAFTED
from gaoqian import Article, ModelStore, Tagger
from gaoqian_service.http.background.shadow import Shadow
from gaoqian_service.observing.metrics import Metrics
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.shadow import Comparison
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


def test_start_and_stop(newsroom: TestClient, two_models: Path) -> None:
    """What cannot challenge says why; one that was stopped scores no more and stays reported."""
    first, second = versions_of(two_models)
    path = f"/v1/models/{second}/shadow"
    assert newsroom.put("/v1/models/1999.01.01-1/shadow").status_code == 404
    assert newsroom.get("/v1/models/1999.01.01-1/shadow").status_code == 404
    assert newsroom.put(f"/v1/models/{first}/shadow").status_code == 409
    assert newsroom.delete(path).status_code == 404
    assert newsroom.put(path).status_code == 200
    listed = newsroom.get("/v1/models").json()["models"]
    assert {entry["version"]: entry["challenger"] for entry in listed} == {
        first: False,
        second: True,
    }
    newsroom.post("/v1/tag", json=ARTICLE)
    until(lambda: _compared(newsroom, second) == 1)
    answer = newsroom.delete(path)
    assert (answer.status_code, answer.json()) == (200, {"challenger": None})
    newsroom.post("/v1/tag", json=ARTICLE)
    assert (_report(newsroom, second)["running"], _compared(newsroom, second)) == (False, 1)


def test_crafted_challenger_is_refused(newsroom: TestClient, two_models: Path) -> None:
    """As for activation: 422, and nobody scores."""
    _, second = versions_of(two_models)
    craft, message = CRAFTED["golden answer changed"]
    craft(two_models / second)
    answer = newsroom.put(f"/v1/models/{second}/shadow")
    assert answer.status_code == 422
    assert message in answer.json()["detail"]
    assert ModelStore(two_models).challenger() is None


def test_challenger_that_wins(newsroom: TestClient, two_models: Path) -> None:
    """Once it answers itself it is compared with nobody."""
    _, second = versions_of(two_models)
    newsroom.put(f"/v1/models/{second}/shadow")
    newsroom.post(f"/v1/models/{second}/activate")
    newsroom.post("/v1/tag", json=ARTICLE)
    report = _report(newsroom, second)
    assert (report["running"], report["champions"]) == (False, [])


@pytest.mark.parametrize("pinned", [False, True])
def test_pointer_is_followed(two_models: Path, tmp_path: Path, pinned: bool) -> None:
    """A challenger that the command line names is taken up, and given up; pinned services too."""
    first, second = versions_of(two_models)
    store = ModelStore(two_models)
    url = SecretStr(f"sqlite:///{tmp_path / 'shadow.db'}")
    model = first if pinned else ""
    with running(two_models, follow=0.02, model=model, database_url=url) as client:

        def scores() -> bool:
            before = _compared(client, second)
            client.post("/v1/tag", json=ARTICLE)
            time.sleep(0.5)
            return _compared(client, second) > before

        store.challenge(second)
        until(scores)
        store.challenge(None)
        until(lambda: not scores())


def test_topics_that_only_one_knows(tagger: Tagger) -> None:
    """They count as not given by the other, which has no score for them."""
    article = Article.from_record(ARTICLE)
    result = tagger.tag(article)
    assert [tag.topic for tag in result.tags] == ["labour_union"]
    scores = {topic: score for topic, score in result.scores.items() if topic != "labour_union"}
    other = replace(result, tags=(), scores=scores, model="other")
    now = datetime.now(UTC)
    (row,) = Comparison(article, result, other, now).disagreements()
    assert (row.champion_given, row.challenger_given) == (True, False)
    assert (row.champion_score, row.challenger_score) == (result.scores["labour_union"], None)
    (row,) = Comparison(article, other, result, now).disagreements()
    assert (row.champion_score, row.challenger_given) == (None, True)
    assert list(Comparison(article, result, result, now).disagreements()) == []


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
