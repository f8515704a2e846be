"""What every broker promises, against the real ones."""

import asyncio
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from broker_servers import BrokerServer, broker_server
from gaoqian_service.errors import BrokerError
from gaoqian_service.records.tables import StoryRow
from gaoqian_service.wire.brokers import broker as brokers, kafka, nats
from gaoqian_service.wire.brokers.broker import Batch, Broker, BrokerMessage, Subscription
from gaoqian_service.wire.brokers.registry import open_broker
from gaoqian_service.wire.consumer import Consumer
from gaoqian_service.wire.events import print_event
from gaoqian_service.wire.running import WireSettings, open_wire

_PATIENCE = 60
_KINDS = ("nats", "redis", "rabbit", "kafka")
_TYPE = {"content-type": "application/json"}


@pytest.fixture(scope="module", params=_KINDS)
def server(request: pytest.FixtureRequest, tmp_path_factory: Any) -> Iterator[BrokerServer]:
    """A server of each kind."""
    running = broker_server(request.param, tmp_path_factory.mktemp(request.param))
    running.start()
    yield running
    running.stop()


def _open(server: BrokerServer, source: str) -> Broker[Any]:
    return open_broker(server.url, Subscription(source, "desk", 4, 1.0))


async def _send(server: BrokerServer, subject: str, *bodies: bytes) -> None:
    sender = _open(server, f"{subject}.unused")
    await sender.connect(subject)
    for body in bodies:
        await sender.publish(subject, body, _TYPE)
    await sender.stop()


@dataclass
class Taking:
    """Takes batches until enough messages have come."""

    enough: int
    refuse: int = 0
    silent: bool = False
    batches: list[list[BrokerMessage]] = field(default_factory=list)
    done: asyncio.Event = field(default_factory=asyncio.Event)

    async def handle(self, batch: Batch) -> None:
        """Acknowledge, give back the first few, or say nothing at all."""
        self.batches.append(list(batch.messages))
        if len(self.batches) <= self.refuse:
            await batch.nack()
            return
        if not self.silent:
            await batch.ack()
        if sum(map(len, self.batches[self.refuse :])) >= self.enough:
            self.done.set()

    @property
    def bodies(self) -> list[bytes]:
        """What came, without what was given back."""
        return [message.body for batch in self.batches[self.refuse :] for message in batch]


async def _take(broker: Broker[Any], taking: Taking) -> None:
    await broker.connect()
    await broker.start(taking.handle)
    await asyncio.wait_for(taking.done.wait(), _PATIENCE)
    await broker.stop()


def test_messages_come_once_in_bounded_batches(server: BrokerServer) -> None:
    """No batch is larger than the prefetch; what was acknowledged does not come again."""
    bodies = [b'{"body": "%d"}' % number for number in range(10)]

    async def scenario() -> None:
        await _send(server, "in.once", *bodies)
        taking = Taking(len(bodies))
        await _take(_open(server, "in.once"), taking)
        assert sorted(taking.bodies) == sorted(bodies)
        assert max(map(len, taking.batches)) <= 4
        assert {m.content_type for batch in taking.batches for m in batch} == {"application/json"}
        await _send(server, "in.once", b"last")
        again = Taking(1)
        await _take(_open(server, "in.once"), again)
        assert again.bodies == [b"last"]

    asyncio.run(scenario())


def test_what_is_given_back_comes_again(server: BrokerServer) -> None:
    """A batch that was refused is delivered anew."""

    async def scenario() -> None:
        await _send(server, "in.back", b"one")
        taking = Taking(1, refuse=1)
        await _take(_open(server, "in.back"), taking)
        assert taking.bodies == [b"one"]

    asyncio.run(scenario())


def test_what_nobody_answered_goes_to_the_next(server: BrokerServer) -> None:
    """Messages of a consumer that went away come to another."""

    async def scenario() -> None:
        await _send(server, "in.lost", b"one", b"two")
        await _take(_open(server, "in.lost"), Taking(2, silent=True))
        taking = Taking(2)
        await _take(_open(server, "in.lost"), taking)
        assert sorted(taking.bodies) == [b"one", b"two"]

    asyncio.run(scenario())


def test_poison_is_set_aside_with_the_reason(
    server: BrokerServer, models_folder: Path, tmp_path: Path
) -> None:
    """What cannot be read is published as it came, and keeps nothing waiting."""
    settings = WireSettings(models=models_folder, model="", database_url="", data=tmp_path)

    async def scenario() -> int:
        await _send(server, "in.poison", b"\x00\x01", '{"body": "工会换届"}'.encode(), b"{}")
        broker = _open(server, "in.poison")
        await broker.connect("dead")
        async with open_wire(settings, [], print_event) as wire:
            consumer = Consumer(
                broker,
                wire.intake,
                wire.publish_queue,
                wire.listener,
                published=[],
                dead_letter="dead",
            )
            await broker.start(consumer.handle)
            dead = Taking(2)
            await _take(_open(server, "dead"), dead)
            await broker.stop()
            assert sorted(dead.bodies) == [b"\x00\x01", b"{}"]
            reasons = [m.headers["gaoqian-reason"] for batch in dead.batches for m in batch]
            assert any("no known format" in reason for reason in reasons)
            assert any("no 'body'" in reason for reason in reasons)
            with wire.database.read() as session:
                return session.query(StoryRow).count()

    assert asyncio.run(scenario()) == 1


@pytest.mark.parametrize("scheme", ["nats", "amqp", "redis", "kafka"])
def test_server_that_is_not_there(scheme: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One error names the address, without the password."""
    for module in (brokers, nats, kafka):
        monkeypatch.setattr(module, "CONNECT_SECONDS", 1)
    broker = open_broker(f"{scheme}://me:secret@127.0.0.1:9/", Subscription("in", "desk", 1, 1))

    async def scenario() -> None:
        try:
            await broker.connect()
        finally:
            await broker.stop()

    with pytest.raises(BrokerError, match=rf"^{scheme}://127\.0\.0\.1:9: ") as caught:
        asyncio.run(scenario())
    assert "secret" not in str(caught.value)
