"""``gaoqian wire status``."""

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from commandline import call_gaoqian
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DeliveryRow, StoryRow, WireErrorRow
from gaoqian_service.wire.ledger.status import read_status

NOW = datetime.now(UTC)
EMBARGOED_HEADLINE = "限时稿的标题不能外露"


def _story(guid: str, **fields: Any) -> StoryRow:
    return StoryRow(
        **{
            "guid": guid,
            "version": "1",
            "text_hash": f"sha256:{guid}",
            "state": "current",
            "pub_status": "usable",
            "source": f"{guid}.txt",
            "arrived_at": NOW - timedelta(seconds=600),
            "repeats": 0,
            "model": "2026.11.29-1",
            "article": json.dumps({"headline": EMBARGOED_HEADLINE}),
            "same_story_as": "",
        }
        | fields
    )


def _delivery(story: StoryRow, state: str, **fields: Any) -> DeliveryRow:
    return DeliveryRow(
        **{
            "story": story,
            "target": "webhook:desk",
            "withdraws": False,
            "due_at": story.arrived_at,
            "state": state,
            "attempts": 0,
            "last_error": "",
        }
        | fields
    )


@pytest.fixture
def ledger(database: Database) -> Database:
    """A ledger with something in each state."""
    done = [_story(f"done-{n}", repeats=1) for n in range(20)]
    embargoed = _story("embargoed", embargoed_until=NOW + timedelta(days=1))
    with database.begin() as session:
        session.add_all(
            _delivery(
                story, "delivered", delivered_at=story.arrived_at + timedelta(seconds=number + 1)
            )
            for number, story in enumerate(done)
        )
        session.add(_delivery(_story("waits"), "pending"))
        session.add(_delivery(embargoed, "pending", due_at=NOW + timedelta(days=1)))
        session.add(_delivery(_story("refused"), "dead", last_error="answered 410, expected 2xx"))
        session.add(_story("withheld", pub_status="withheld"))
        session.add(_story("killed", state="canceled"))
        session.add(WireErrorRow(source="a.txt:3", message="no JSON", at=NOW))
    return database


def test_what_the_ledger_says(ledger: Database) -> None:
    """Counts by state, lag, embargoes, dead letters, errors."""
    found = read_status(ledger, NOW)
    assert found.stories == {"current": 24, "canceled": 1}
    assert (found.withheld, found.repeats) == (1, 20)
    (target,) = found.deliveries
    assert (target.target, target.pending, target.delivered) == ("webhook:desk", 2, 20)
    assert (target.dropped, target.dead) == (0, 1)
    assert (found.lag.median_seconds, found.lag.p95_seconds) == (10, 19)
    assert found.lag.measured == 20
    assert found.lag.oldest_pending_seconds == 600
    assert found.embargoed == 1
    assert [waiting.guid for waiting in found.next_due] == ["embargoed"]
    assert [(dead.guid, dead.reason) for dead in found.dead] == [
        ("refused", "answered 410, expected 2xx")
    ]
    assert [failure.source for failure in found.errors] == ["a.txt:3"]


def test_an_embargo_is_no_lag(database: Database) -> None:
    """The time until it ended does not count."""
    story = _story("a")
    due = story.arrived_at + timedelta(seconds=500)
    with database.begin() as session:
        session.add(
            _delivery(story, "delivered", due_at=due, delivered_at=due + timedelta(seconds=2))
        )
    assert read_status(database, NOW).lag.median_seconds == 2


def test_an_empty_ledger(database: Database) -> None:
    """Nothing measured is said to be nothing."""
    found = read_status(database, NOW)
    assert (found.stories, found.deliveries, found.errors) == ({}, (), ())
    assert found.lag.median_seconds is None
    assert found.lag.oldest_pending_seconds is None


def test_the_command_shows_it(ledger: Database) -> None:
    """For people and for machines; no headline is part of it."""
    url = ledger.engine.url.render_as_string(hide_password=False)
    told = call_gaoqian("wire", "status", "--database-url", url)
    assert told.code == 0, told.err
    for said in ("current 24", "webhook:desk", "中位 median 10.0", "embargoed", "410", "a.txt:3"):
        assert said in told.out
    content = json.loads(call_gaoqian("wire", "status", "--json", "--database-url", url).out)
    assert content["lag"]["p95_seconds"] == 19
    assert content["deliveries"][0]["dead"] == 1
    assert EMBARGOED_HEADLINE not in told.out + json.dumps(content, ensure_ascii=False)
