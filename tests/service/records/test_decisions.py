"""The decision log: rows of decisions, scores and texts."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import select

from gaoqian import Article, Tag, TagResult
from gaoqian_service.records.database import Database
from gaoqian_service.records.decisions import LoggedDecision, write_decisions
from gaoqian_service.records.tables import ArticleRow, DecisionRow
from gaoqian_service.records.texts import hash_text

_ARTICLE = Article("烟感", "消防站的队员教老人用灭火毯。", "a", version="2")
_TAGGED = TagResult(
    id="a",
    source="",
    headline="烟感",
    status="tagged",
    reason=None,
    tags=(Tag("safety", "安全", 0.75, 0.5),),
    scores={"safety": 0.75, "fitness": 0.125, "unknown": 0.5},
    model="m-1",
)
_SHORT = TagResult("a", "", "", "abstained", "too_short", (), {}, "m-1")
_LOGGED = LoggedDecision(
    _ARTICLE, _TAGGED, {"safety": 0.5, "fitness": 0.25}, datetime(2026, 12, 1, 1, 30, tzinfo=UTC)
)


def test_scores_have_threshold_margin_and_whether_given(database: Database) -> None:
    """A topic without a known threshold has no row."""
    write_decisions(database, [_LOGGED.to_record(keeps_text=False)])
    with database.read() as session:
        row = session.scalars(select(DecisionRow)).one()
        scores = {s.topic: (s.score, s.threshold, s.given, s.margin) for s in row.scores}
        decided = (row.model, row.status, row.reason, row.decided_at)
    assert decided == ("m-1", "tagged", None, _LOGGED.at)
    assert scores == {
        "safety": (0.75, 0.5, True, 0.25),
        "fitness": (0.125, 0.25, False, 0.125),
    }


@pytest.mark.parametrize("keeps_text", [False, True])
def test_text_is_kept_only_where_wanted(database: Database, keeps_text: bool) -> None:
    """Hash and signature are kept in any case."""
    write_decisions(database, [_LOGGED.to_record(keeps_text=keeps_text)])
    with database.read() as session:
        row = session.scalars(select(ArticleRow)).one()
    kept = (_ARTICLE.headline, _ARTICLE.body) if keeps_text else (None, None)
    assert (row.headline, row.body) == kept
    assert row.text_hash == hash_text(_ARTICLE.headline, _ARTICLE.body)
    assert row.signature


def test_decisions_on_one_text_share_its_row(database: Database) -> None:
    """One batch may hold the same text twice; what was not scored has no scores."""
    short = LoggedDecision(_ARTICLE, _SHORT, {}, _LOGGED.at)
    write_decisions(database, [one.to_record(keeps_text=False) for one in (_LOGGED, short)])
    with database.read() as session:
        rows = session.scalars(select(DecisionRow).order_by(DecisionRow.id)).all()
        assert [len(row.scores) for row in rows] == [2, 0]
        assert rows[0].article_id == rows[1].article_id
        assert (rows[1].status, rows[1].reason) == ("abstained", "too_short")
