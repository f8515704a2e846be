"""The outbox: in order, at least once, and only when it may."""

import asyncio
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from gaoqian import Article, ModelStore, Tagger
from gaoqian.errors import ReadError
from gaoqian.writers import Slip
from gaoqian_service.errors import DeliveryError
from gaoqian_service.records.database import Database
from gaoqian_service.records.leases import Lease
from gaoqian_service.records.tables import DeliveryRow
from gaoqian_service.serving.serving import Serving
from gaoqian_service.wire.events import print_event
from gaoqian_service.wire.intake import Intake
from gaoqian_service.wire.ledger.deliveries import mark_delivered, read_due
from gaoqian_service.wire.publish_queue import PublishQueue
from gaoqian_service.wire.slips import SlipBuilder
from gaoqian_service.wire.tagging import InlineTagging

_PATIENCE_SECONDS = 30


class Receiver:
    """A target that remembers what it was sent, is away as often as told, and refuses some."""

    name = "desk"
    batch_size = 4

    def __init__(self, away: int = 0, refuses: str = "") -> None:
        self.got: list[str] = []
        self._away = away
        self._refuses = refuses

    async def send(self, slips: Sequence[Slip]) -> None:
        """Take slips."""
        if self._away:
            self._away -= 1
            raise DeliveryError("desk: connection refused")
        if any(slip.article.id == self._refuses for slip in slips):
            raise ReadError("a field is too long")
        self.got += [f"{slip.article.id}{slip.article.version}" for slip in slips]


class Desk:
    """An intake and the outbox behind it."""

    def __init__(self, database: Database, tagger: Tagger, models: Path) -> None:
        self.database = database
        self.serving = Serving(tagger)
        self.models = models
        self.intake = Intake(database, InlineTagging(self.serving), ["desk"])

    def take(self, *guids: str, version: str = "1", until: datetime | None = None) -> None:
        """Take stories."""
        self.intake.take(
            [
                Article(
                    body=f"{guid}：第{version}版，楼道消防通道被堵。",
                    id=guid,
                    version=version,
                    embargoed_until=until,
                )
                for guid in guids
            ]
        )

    def publish_queue(self, receiver: Receiver) -> PublishQueue:
        """Return an outbox with one target."""
        slips = SlipBuilder(ModelStore(self.models), self.serving)
        return PublishQueue(self.database, [receiver], slips, print_event)

    def rows(self) -> list[tuple[str, int, str]]:
        """Return state, attempts and last error of each delivery, in order."""
        with self.database.read() as session:
            found = session.scalars(select(DeliveryRow).order_by(DeliveryRow.id)).all()
        return [(row.state, row.attempts, row.last_error) for row in found]


@pytest.fixture
def desk(database: Database, tagger: Tagger, models_folder: Path) -> Desk:
    """An empty ledger."""
    return Desk(database, tagger, models_folder)


def test_everything_due_goes_out_in_order(desk: Desk) -> None:
    """Some at a time, once."""
    receiver = Receiver()
    desk.take("a", "b", "c", "d", "e")
    desk.take("a", version="2")
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == ["a1", "b1", "c1", "d1", "e1", "a2"]


def test_embargoed_story_goes_out_when_its_time_has_come(desk: Desk) -> None:
    """And not a moment before."""
    receiver = Receiver()
    desk.take("a", until=datetime.now(UTC) + timedelta(hours=1))
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == []
    with desk.database.begin() as session:
        session.execute(update(DeliveryRow).values(due_at=datetime.now(UTC)))
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == ["a1"]


def test_target_that_is_away_gets_it_later(desk: Desk) -> None:
    """What waits says why, and a running outbox tries again by itself."""
    receiver = Receiver(away=2)
    desk.take("a")
    assert not asyncio.run(desk.publish_queue(receiver).drain())
    assert desk.rows() == [("pending", 1, "desk: connection refused")]

    async def run() -> None:
        async with asyncio.timeout(_PATIENCE_SECONDS), desk.publish_queue(receiver).running():
            while not receiver.got:  # noqa: ASYNC110  a test may poll
                await asyncio.sleep(0.02)

    asyncio.run(run())
    assert desk.rows() == [("delivered", 2, "desk: connection refused")]


def test_refused_story_does_not_keep_the_others(desk: Desk) -> None:
    """It is dead, with its reason, and is not sent again."""
    receiver = Receiver(refuses="b")
    desk.take("a", "b", "c")
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == ["a1", "c1"]
    assert desk.rows()[1] == ("dead", 1, "ReadError: a field is too long")


def test_odd_characters_come_through(desk: Desk) -> None:
    """A lone surrogate stays what it was."""
    receiver = Receiver()
    desk.intake.take([Article(headline="\ud800", body="消防\0通道\udcff", id="a", version="1")])
    (due,) = read_due(desk.database, "desk", 10)
    assert (due.article.headline, due.article.body) == ("\ud800", "消防\0通道\udcff")
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == ["a1"]


def test_canceled_while_on_its_way(desk: Desk) -> None:
    """What was dropped while it was sent stays dropped, and its withdrawal comes behind it."""
    receiver = Receiver()
    desk.take("a")
    under_way = read_due(desk.database, "desk", 10)
    desk.intake.take([Article(id="a", version="2", pub_status="canceled")])
    mark_delivered(desk.database, under_way)
    assert [state for state, _, _ in desk.rows()] == ["dropped", "pending"]
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == ["a2"]


def test_another_process_waits_for_its_turn(desk: Desk) -> None:
    """Who delivers to a target is alone with it, until it lets go."""
    receiver = Receiver()
    desk.take("a")
    turn = Lease(desk.database, "desk")
    assert turn.take()
    assert turn.take()
    assert not asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == []
    turn.leave()
    assert asyncio.run(desk.publish_queue(receiver).drain())
    assert receiver.got == ["a1"]
