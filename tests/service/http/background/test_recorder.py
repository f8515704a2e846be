"""The log of decisions: written behind the requests, whatever the database does."""

import asyncio
from pathlib import Path

import pytest
from sqlalchemy import func, select

from gaoqian import Article, Tagger
from gaoqian_service.http.background import backlog
from gaoqian_service.http.background.recorder import Recorder
from gaoqian_service.observing.prometheus import Metrics
from gaoqian_service.records.database import Database, open_database
from gaoqian_service.records.schema import upgrade_schema
from gaoqian_service.records.tables import ArticleRow, DecisionRow, ScoreRow
from gaoqian_service.records.texts import hash_text
from gaoqian_service.serving.serving import Serving
from live import until
from postgres import Postgres

_BODY = "消防站的队员逐户检查电线，教老人用灭火毯。"


def _record(recorder: Recorder, tagger: Tagger, *articles: Article) -> None:
    """Let a recorder run for as long as it takes to note these and to end."""

    async def run() -> None:
        async with recorder.running():
            recorder.note(articles, [tagger.tag(article) for article in articles])

    asyncio.run(run())


def _counts(database: Database) -> list[int | None]:
    with database.read() as session:
        tables = (ArticleRow, DecisionRow, ScoreRow)
        return [session.scalar(select(func.count()).select_from(table)) for table in tables]


def test_everything_noted_is_written_at_the_end(database: Database, tagger: Tagger) -> None:
    """Scores, thresholds and what was given, one row a topic; one row a text."""
    recorder = Recorder(database, Serving(tagger), Metrics(), keeps_texts=False)
    articles = [Article("烟感", _BODY, f"a-{number}", version="1") for number in range(3)]
    _record(recorder, tagger, *articles, articles[0], Article("", "火", "short"))
    topics = tagger.bundle.manifest.taxonomy.ids
    assert _counts(database) == [4, 5, 4 * len(topics)]
    expected = tagger.tag(articles[0])
    with database.read() as session:
        decision = session.scalars(select(DecisionRow).order_by(DecisionRow.id)).first()
        assert decision is not None
        assert (decision.model, decision.status) == (tagger.version, "tagged")
        assert decision.article.text_hash == hash_text("烟感", _BODY)
        assert (decision.article.version, decision.article.body) == ("1", None)
        scores = {row.topic: row for row in decision.scores}
        assert {topic: row.score for topic, row in scores.items()} == pytest.approx(expected.scores)
        thresholds = dict(zip(topics, tagger.bundle.manifest.thresholds, strict=True))
        assert {topic: row.threshold for topic, row in scores.items()} == pytest.approx(thresholds)
        assert [topic for topic, row in scores.items() if row.given] == ["safety"]
        short = session.scalars(select(DecisionRow).order_by(DecisionRow.id.desc())).first()
        assert short is not None
        assert (short.status, short.reason, short.scores) == ("abstained", "too_short", [])


def test_texts_are_kept_where_wanted(database: Database, tagger: Tagger) -> None:
    """NUL, which PostgreSQL keeps in no text, is replaced one for one."""
    recorder = Recorder(database, Serving(tagger), Metrics(), keeps_texts=True)
    _record(recorder, tagger, Article("烟\0感", _BODY, "a"))
    with database.read() as session:
        row = session.scalars(select(ArticleRow)).one()
        assert (row.headline, row.body) == ("烟\ufffd感", _BODY)


def test_what_has_no_room_is_counted(database: Database, tagger: Tagger) -> None:
    """An identifier that the tables have no room for does not keep the others out."""
    metrics = Metrics()
    recorder = Recorder(database, Serving(tagger), metrics, keeps_texts=True)
    identifiers = ("x" * 256, "a\0b", "a")
    _record(recorder, tagger, *(Article("", _BODY, name) for name in identifiers))
    assert _counts(database)[1] == 1
    rendered = metrics.render().decode()
    assert 'gaoqian_decisions_total{outcome="dropped"} 2.0' in rendered
    assert 'gaoqian_decisions_total{outcome="kept"} 1.0' in rendered


def test_full_queue_drops_and_says_so(
    tmp_path: Path, tagger: Tagger, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing waits for a recorder that cannot keep up; the log says so once."""
    metrics = Metrics()
    database = open_database(f"sqlite:///{tmp_path / 'gaoqian.db'}")
    upgrade_schema(database)
    recorder = Recorder(database, Serving(tagger), metrics, keeps_texts=False, capacity=2)
    article = Article("", _BODY)
    recorder.note([article] * 5, [tagger.tag(article)] * 5)
    assert 'gaoqian_decisions_total{outcome="dropped"} 3.0' in metrics.render().decode()
    assert capsys.readouterr().out.count("backlog_full") == 1
    _record(recorder, tagger)
    assert _counts(database)[1] == 2
    database.close()


def test_database_that_comes_back_gets_everything(
    own_postgres: Postgres, tagger: Tagger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was noted while it was away is written then, once."""
    monkeypatch.setattr(backlog, "RETRY_SECONDS", 0.1)
    database = open_database(own_postgres.create_database())
    upgrade_schema(database)
    recorder = Recorder(database, Serving(tagger), Metrics(), keeps_texts=False)

    async def run() -> None:
        async with recorder.running():
            await asyncio.to_thread(own_postgres.stop)
            for number in range(20):
                article = Article("", _BODY, f"a-{number}")
                recorder.note([article], [tagger.tag(article)])
                await asyncio.sleep(0.05)
            await asyncio.to_thread(own_postgres.start)
            await asyncio.to_thread(until, lambda: _counts(database)[1] == 20)

    asyncio.run(run())
    assert _counts(database)[1] == 20
    database.close()
