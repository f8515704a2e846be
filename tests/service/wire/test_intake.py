"""The intake: each version of each story once, and what is to be delivered of it."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from gaoqian import Article, Tagger
from gaoqian.readers import ReadFailure
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DeliveryRow, StoryRow, WireErrorRow
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.intake import Intake, IntakeResult
from gaoqian_service.wire.tagging import InlineTagging

_EARLY = datetime(2026, 11, 1, 8, tzinfo=UTC)
_LATER = _EARLY + timedelta(hours=1)


class Desk:
    """An intake, and a look at what it wrote."""

    def __init__(self, database: Database, tagger: Tagger) -> None:
        self.database = database
        self.intake = Intake(database, InlineTagging(Serving(tagger)), ["desk"])

    def take(self, **fields: Any) -> IntakeResult:
        """Take one story about a union."""
        body = fields.pop("body", "市总工会召开职工代表大会，选举产生新一届委员会。")
        return self.intake.take([Article(headline="工会换届", body=body, **fields)])

    def stories(self) -> Sequence[StoryRow]:
        """Return all versions, in order."""
        with self.database.read() as session:
            return session.scalars(select(StoryRow).order_by(StoryRow.id)).all()

    def states(self) -> list[tuple[str, str]]:
        """Return versions and their states."""
        return [(row.version, row.state) for row in self.stories()]

    def deliveries(self) -> list[tuple[str, str, bool]]:
        """Return the version, the state and whether it withdraws, of each delivery."""
        with self.database.read() as session:
            rows = session.execute(
                select(StoryRow.version, DeliveryRow.state, DeliveryRow.withdraws)
                .join(DeliveryRow.story)
                .order_by(DeliveryRow.id)
            )
            return [(version, state, withdraws) for version, state, withdraws in rows]

    def deliver_all(self) -> None:
        """Mark what is pending as delivered."""
        with self.database.begin() as session:
            for row in session.scalars(select(DeliveryRow).where(DeliveryRow.state == "pending")):
                row.state = "delivered"


@pytest.fixture
def desk(database: Database, tagger: Tagger) -> Desk:
    """An intake over an empty ledger."""
    return Desk(database, tagger)


def test_story_is_tagged_and_waits_for_its_target(desk: Desk) -> None:
    """One row with its slip, one delivery."""
    taken = desk.take(id="a", version="1")
    assert (taken.outcomes, taken.headlines) == ({"new": 1}, ("工会换届",))
    (story,) = desk.stories()
    assert '"labour_union"' in (story.slip or "")
    assert desk.deliveries() == [("1", "pending", False)]


def test_repeat_is_counted_and_nothing_else(desk: Desk) -> None:
    """The same version with the same content, together and later."""
    article = Article(body="楼道消防通道被堵，居民盼整改。", id="a", version="1")
    assert desk.intake.take([article, article]).outcomes == {"new": 1, "repeated": 1}
    assert desk.intake.take([article]).outcomes == {"repeated": 1}
    assert [row.repeats for row in desk.stories()] == [2]
    assert len(desk.deliveries()) == 1


def test_story_without_identifier_is_known_by_its_text(desk: Desk) -> None:
    """Sent twice it is one story; another text is another."""
    outcomes = [
        desk.take().outcomes,
        desk.take().outcomes,
        desk.take(body="全民健身中心开放。").outcomes,
    ]
    assert outcomes == [{"new": 1}, {"repeated": 1}, {"new": 1}]
    assert all(row.guid.startswith("urn:sha256:") for row in desk.stories())


def test_newer_version_is_delivered_behind_the_older(desk: Desk) -> None:
    """By number, and 10 is more than 9."""
    desk.take(id="a", version="9")
    assert desk.take(id="a", version="10", body="更新：新一届委员会名单公布。").outcomes == {
        "new": 1
    }
    assert desk.states() == [("9", "superseded"), ("10", "current")]
    assert desk.deliveries() == [("9", "pending", False), ("10", "pending", False)]


def test_older_version_that_comes_late_is_recorded_only(desk: Desk) -> None:
    """It is not tagged, and does not go out."""
    desk.take(id="a", version="2")
    assert desk.take(id="a", version="1", body="旧稿。").outcomes == {"late": 1}
    assert desk.states() == [("2", "current"), ("1", "superseded")]
    assert [row.slip is None for row in desk.stories()] == [False, True]
    assert len(desk.deliveries()) == 1


@pytest.mark.parametrize(("made", "outcome"), [(_LATER, "replaced"), (_EARLY, "late")])
def test_same_version_with_other_content(desk: Desk, made: datetime, outcome: str) -> None:
    """Made later it takes the row's place and goes out again; made earlier it does not."""
    desk.take(id="a", version="1", version_created=_EARLY + timedelta(minutes=1))
    desk.deliver_all()
    taken = desk.take(id="a", version="1", version_created=made, body="改过的消防稿。")
    assert taken.outcomes == {outcome: 1}
    (story,) = desk.stories()
    assert ("消防" in story.article) is (outcome == "replaced")
    assert len(desk.deliveries()) == (2 if outcome == "replaced" else 1)


def test_canceled_story_is_withdrawn_and_stays_dead(desk: Desk) -> None:
    """Who got it is told once; neither a repeat nor a newer version brings it back."""
    desk.take(id="a", version="1")
    desk.deliver_all()
    desk.take(id="a", version="2", body="第二版。")
    assert desk.take(id="a", version="3", pub_status="canceled", body="").outcomes == {
        "canceled": 1
    }
    assert desk.take(id="a", version="4").outcomes == {"dead": 1}
    assert desk.take(id="a", version="3", pub_status="canceled", body="").outcomes == {
        "repeated": 1
    }
    assert {state for _, state in desk.states()} == {"canceled"}
    assert desk.deliveries() == [
        ("1", "delivered", False),
        ("2", "dropped", False),
        ("3", "pending", True),
    ]


def test_cancel_under_the_same_version(desk: Desk) -> None:
    """It kills the story, too, and the story's repeat does not bring it back."""
    desk.take(id="a", version="1")
    desk.deliver_all()
    outcomes = [
        desk.take(id="a", version="1", pub_status="canceled").outcomes,
        desk.take(id="a", version="1").outcomes,
        desk.take(id="a", version="1", pub_status="canceled").outcomes,
    ]
    assert outcomes == [{"canceled": 1}, {"dead": 1}, {"repeated": 1}]
    assert [(row.state, row.pub_status) for row in desk.stories()] == [("canceled", "canceled")]


def test_cancel_that_comes_first(desk: Desk) -> None:
    """Nobody has anything to withdraw, and the story behind it is dead on arrival."""
    assert desk.take(id="a", version="2", pub_status="canceled").outcomes == {"canceled": 1}
    assert desk.take(id="a", version="1").outcomes == {"dead": 1}
    assert desk.deliveries() == []


def test_withheld_story_waits_for_a_usable_version(desk: Desk) -> None:
    """It is tagged and does not go out, nor does what waited before it."""
    desk.take(id="a", version="1")
    desk.take(id="a", version="2", pub_status="withheld", body="暂缓。")
    assert desk.deliveries() == [("1", "dropped", False)]
    desk.take(id="a", version="3")
    assert desk.deliveries()[1:] == [("3", "pending", False)]


def test_embargoed_story_is_tagged_and_due_later(desk: Desk) -> None:
    """A version that frees it takes its place; its headline is not shown before."""
    until = datetime.now(UTC) + timedelta(hours=2)
    taken = desk.take(id="a", version="1", embargoed_until=until)
    assert taken.headlines == ()
    with desk.database.read() as session:
        assert session.scalar(select(DeliveryRow.due_at)) == until
    desk.take(id="a", version="2")
    assert desk.deliveries() == [("1", "dropped", False), ("2", "pending", False)]


def test_canceled_before_its_time_nobody_is_told(desk: Desk) -> None:
    """No target has heard of it."""
    until = datetime.now(UTC) + timedelta(hours=2)
    desk.take(id="a", version="1", embargoed_until=until)
    desk.take(id="a", version="2", pub_status="canceled")
    assert desk.deliveries() == [("1", "dropped", False)]


def test_canceled_while_it_became_due(desk: Desk) -> None:
    """It may be on its way to its target, which is therefore told."""
    until = datetime.now(UTC) + timedelta(hours=2)
    desk.take(id="a", version="1", embargoed_until=until)
    begun = desk.intake.begin([Article(id="a", version="2", pub_status="canceled")])
    with desk.database.begin() as session:
        session.execute(update(DeliveryRow).values(due_at=datetime.now(UTC)))
    assert desk.intake.finish(begun).outcomes == {"canceled": 1}
    assert desk.deliveries() == [("1", "dropped", False), ("2", "pending", True)]


def test_near_duplicates_of_two_agencies_are_linked(desk: Desk, tagger: Tagger) -> None:
    """Also by another process that begins later, and not within one story."""
    body = "市总工会昨日召开职工代表大会，选举产生新一届委员会，会议要求维护职工合法权益。" * 3
    desk.take(id="a", version="1", body=body)
    desk.take(id="a", version="2", body=body + "（完）")
    other = Desk(desk.database, tagger)
    other.take(id="b", body=body.replace("昨日", "今天"))
    desk.take(id="c", body="小区加装电梯，老人下楼不再难。" * 5)
    desk.take(id="d", body=body.replace("要求", "强调"))
    assert [row.same_story_as for row in desk.stories()] == ["", "", "a", "", "a"]


def test_what_was_begun_is_judged_when_it_is_finished(desk: Desk) -> None:
    """By then, what came before it may have made it late, dead, or worth tagging after all."""
    body, other = "楼道消防通道被堵，居民盼整改。", "楼道已经清空。"
    desk.take(id="c", version="1", body=body)
    items = [
        [
            Article(body=other, id="a", version="2"),
            Article(id="b", version="2", pub_status="canceled"),
            Article(body=other, id="c", version="1"),
        ],
        [Article(body=body, id=guid, version="1") for guid in ("a", "b", "c")],
    ]
    begun = [desk.intake.begin(some) for some in items]
    assert [desk.intake.finish(one).outcomes for one in begun] == [
        {"new": 1, "canceled": 1, "replaced": 1},
        {"late": 1, "dead": 1, "replaced": 1},
    ]
    tagged = {(row.guid, row.version) for row in desk.stories() if row.slip is not None}
    assert tagged == {("a", "2"), ("c", "1")}
    (story,) = (row for row in desk.stories() if row.guid == "c")
    assert body in story.article


def test_unreadable_and_unkeepable_are_recorded(desk: Desk) -> None:
    """What is wrong is kept with its place, and the rest is taken; odd characters are no harm."""
    items: list[Article | ReadFailure] = [
        ReadFailure("wire.jsonl:2", "no JSON at column 1"),
        Article(body="正文", id="长" * 300, source="wire.jsonl:3"),
        Article(body="正文\0和\ud800", id="a", source="\udcff.txt"),
        Article(body="正文", id="\ud800", source="wire.jsonl:4"),
    ]
    taken = desk.intake.take(items)
    assert taken.outcomes == {"new": 1}
    assert [one.where for one in taken.failures] == ["wire.jsonl:2", "wire.jsonl:3", "wire.jsonl:4"]
    with desk.database.read() as session:
        assert len(session.scalars(select(WireErrorRow)).all()) == 3
    assert desk.stories()[0].source == "\\udcff.txt"


def test_many_errors_leave_the_last_thousand(desk: Desk) -> None:
    """The table does not grow without end."""
    failures = [ReadFailure(f"wire.jsonl:{number}", "no JSON") for number in range(1100)]
    desk.intake.take(failures)
    with desk.database.read() as session:
        sources = session.scalars(select(WireErrorRow.source).order_by(WireErrorRow.id)).all()
    assert (len(sources), sources[-1]) == (1000, "wire.jsonl:1099")
