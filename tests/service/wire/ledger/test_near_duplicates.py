"""The index of near-duplicates among recent stories."""

from datetime import UTC, datetime, timedelta

from gaoqian.near_duplicates import MinHash
from gaoqian_service.records.database import Database
from gaoqian_service.wire.ledger.near_duplicates import NearDuplicates

_NOW = datetime(2026, 12, 1, 8, tzinfo=UTC)
_BODY = "市总工会昨日召开职工代表大会，选举产生新一届委员会，会议要求维护职工合法权益。"
_NEAR = _BODY.replace("昨日", "今天")
_OTHER = "小区加装电梯，老人下楼不再难，居民凑钱买下第一部轿厢，邻里商定分摊办法。"


def _sign(body: str) -> bytes:
    return MinHash.of("", body).to_bytes()


def test_earliest_near_duplicate_is_named() -> None:
    """Not the story itself in another version, and nothing that only looks like a signature."""
    index = NearDuplicates()
    found = [
        index.add(guid, _sign(body), _NOW)
        for guid, body in [("a", _BODY), ("a", _NEAR), ("b", _NEAR), ("c", _OTHER), ("d", _BODY)]
    ]
    assert found == ["", "", "a", "", "a"]
    assert index.add("e", b"of another version", _NOW) == ""
    assert index.add("f", None, _NOW) == ""


def test_oldest_leaves_a_full_index() -> None:
    """Memory is bounded."""
    index = NearDuplicates(most=2)
    for guid, body in [("a", _BODY), ("b", _OTHER), ("c", "全民健身中心开放，市民办卡。")]:
        index.add(guid, _sign(body), _NOW)
    assert index.add("d", _sign(_NEAR), _NOW) == ""
    assert index.add("e", _sign(_BODY), _NOW) == "d"


def test_stories_out_of_the_window_are_forgotten(database: Database) -> None:
    """A story told again days later is told anew."""
    index = NearDuplicates(timedelta(days=2))
    index.add("a", _sign(_BODY), _NOW)
    with database.read() as session:
        index.catch_up(session, _NOW + timedelta(days=1))
        assert index.add("b", _sign(_BODY), _NOW + timedelta(days=1)) == "a"
        index.catch_up(session, _NOW + timedelta(days=2, seconds=1))
    assert index.add("c", _sign(_BODY), _NOW + timedelta(days=2, seconds=1)) == "b"


def test_forgetting_empties_the_index() -> None:
    """What was added in a transaction that failed is gone."""
    index = NearDuplicates()
    index.add("a", _sign(_BODY), _NOW)
    index.forget()
    assert index.add("b", _sign(_BODY), _NOW) == ""
