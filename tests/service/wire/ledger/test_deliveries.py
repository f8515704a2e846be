"""Rows of the publish queue."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from gaoqian import Article, Tagger
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DeliveryRow, WireErrorRow
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.intake import Intake
from gaoqian_service.wire.ledger.deliveries import (
    has_pending,
    mark_dead,
    mark_delivered,
    mark_failed,
    read_due,
)
from gaoqian_service.wire.tagging import InlineTagging


@pytest.fixture
def ledger(database: Database, tagger: Tagger) -> Database:
    """Three stories for one target, the last under embargo."""
    intake = Intake(database, InlineTagging(Serving(tagger)), ["desk"])
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    intake.take(
        [
            Article(body="楼道消防通道被堵。", id="a", version="1"),
            Article(body="市总工会换届。", id="b", version="1"),
            Article(body="限时稿。", id="c", version="1", embargoed_until=tomorrow),
        ]
    )
    return database


def _states(ledger: Database) -> list[tuple[str, int, str]]:
    with ledger.read() as session:
        rows = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id))
        return [(row.state, row.attempts, row.last_error) for row in rows]


def test_what_is_due_comes_in_order_and_in_batches(ledger: Database) -> None:
    """Nothing under embargo, and nothing of another target."""
    assert [one.article.id for one in read_due(ledger, "desk", 10)] == ["a", "b"]
    assert [one.article.id for one in read_due(ledger, "desk", 1)] == ["a"]
    assert read_due(ledger, "other", 10) == []
    (first, _) = read_due(ledger, "desk", 10)
    assert first.result is not None
    assert (first.editor_topics, first.withdraws) == (None, False)


def test_outcomes_are_recorded(ledger: Database) -> None:
    """A failed attempt leaves it pending, a refusal does not; both are among the errors."""
    first, second = read_due(ledger, "desk", 10)
    mark_failed(ledger, [first, second], "desk", "away")
    mark_delivered(ledger, [first])
    mark_dead(ledger, second, "desk", "refused")
    assert _states(ledger) == [
        ("delivered", 1, "away"),
        ("dead", 2, "refused"),
        ("pending", 0, ""),
    ]
    with ledger.read() as session:
        errors = [row.message for row in session.scalars(select(WireErrorRow))]
    assert errors == ["away", "refused"]


def test_pending_means_due(ledger: Database) -> None:
    """What waits for the end of its embargo does not count."""
    assert has_pending(ledger, ["desk"])
    assert not has_pending(ledger, ["other"])
    mark_delivered(ledger, read_due(ledger, "desk", 10))
    assert not has_pending(ledger, ["desk"])
