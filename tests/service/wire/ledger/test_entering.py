"""Entering stories in one transaction."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import func, select

from gaoqian import Article
from gaoqian.near_duplicates import MinHash
from gaoqian.readers import ReadFailure
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DeliveryRow, StoryRow, WireErrorRow
from gaoqian_service.wire.ledger.arrival import Arrival, Tagged
from gaoqian_service.wire.ledger.entering import Entry, enter, preview_outcomes
from gaoqian_service.wire.ledger.near_duplicates import NearDuplicates

_NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
_TAGGED = Tagged("2026.12.01-1", "{}", MinHash.of("", "正文").to_bytes(), "", "")


def _arrivals(count: int, version: str = "1") -> list[Arrival]:
    return [
        Arrival.of(Article(body=f"第{n}篇第{version}版", id=f"guid-{n}", version=version))
        for n in range(count)
    ]


def _entry(arrivals: list[Arrival], tagged: range, **fields: Any) -> Entry:
    values: dict[str, Any] = {
        "arrivals": arrivals,
        "tagged": dict.fromkeys(tagged, _TAGGED),
        "failures": [],
        "targets": ["desk", "folder"],
        "now": _NOW,
    }
    return Entry(**(values | fields))


def _count(database: Database, table: Any) -> int:
    with database.read() as session:
        return session.scalar(select(func.count()).select_from(table)) or 0


def test_all_that_follows_is_written_at_once(database: Database) -> None:
    """A delivery a target for each story, and what could not be read."""
    entry = _entry(_arrivals(1200), range(1200), failures=[ReadFailure("a:3", "no JSON")])
    assert enter(database, entry, NearDuplicates()) == ["new"] * 1200
    assert _count(database, StoryRow) == 1200
    assert _count(database, DeliveryRow) == 2400
    assert _count(database, WireErrorRow) == 1


def test_nothing_is_written_where_a_result_is_missing(database: Database) -> None:
    """What another process wrote meanwhile can make a story one that must be tagged."""
    assert enter(database, _entry(_arrivals(3), range(2)), NearDuplicates()) is None
    assert _count(database, StoryRow) == 0


def test_preview_says_what_entering_would(database: Database) -> None:
    """And writes nothing."""
    arrivals = [*_arrivals(2), *_arrivals(1, "2")]
    assert preview_outcomes(database, arrivals) == ["new", "new", "new"]
    assert _count(database, StoryRow) == 0
    assert enter(database, _entry(arrivals, range(3)), NearDuplicates()) == ["new"] * 3
    assert preview_outcomes(database, arrivals) == ["repeated"] * 3
    assert preview_outcomes(database, _arrivals(1, "3")) == ["new"]
