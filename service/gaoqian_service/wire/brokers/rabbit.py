"""RabbitMQ: a durable queue, a bounded number of messages at a time, confirmed publishing."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from faststream import AckPolicy
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue

from gaoqian_service.wire.brokers.broker import (
    CONNECT_SECONDS,
    GRACE_SECONDS,
    LOG,
    PUBLISH_SECONDS,
    Handler,
    Message,
    Subscription,
    lower,
    whole,
)
from gaoqian_service.wire.brokers.gathering import Gathering
from gaoqian_service.wire.brokers.refusals import telling

if TYPE_CHECKING:
    from aio_pika.abc import HeadersType
    from faststream.rabbit.message import RabbitMessage


@dataclass(frozen=True, slots=True)
class RabbitBatch:
    """Messages that arrived while the batch before was under way."""

    messages: list[Message]
    raw: list["RabbitMessage"]

    async def ack(self) -> None:
        """Acknowledge each."""
        for message in self.raw:
            await message.ack()

    async def nack(self) -> None:
        """Put each back into the queue."""
        for message in self.raw:
            await message.nack(requeue=True)


class Rabbit:
    """A RabbitMQ server; a queue's consumers are its group.

    Args:
        url: ``amqp://`` or ``amqps://``; it may hold user and password.
        name: The address as it may be shown.
        subscription: What is taken.
    """

    def __init__(self, url: str, name: str, subscription: Subscription) -> None:
        self._name = name
        self._subscription = subscription
        self._broker = RabbitBroker(
            url,
            apply_types=False,
            logger=LOG,
            graceful_timeout=GRACE_SECONDS,
            default_channel=Channel(prefetch_count=subscription.prefetch, on_return_raises=True),
        )

    async def connect(self, *destinations: str) -> None:
        """Connect, and make the queues where they are not there."""
        async with telling(self._name, CONNECT_SECONDS):
            await self._broker.connect()
            for queue in (self._subscription.source, *destinations):
                await self._broker.declare_queue(RabbitQueue(queue, durable=True))

    async def start(self, handle: Handler) -> None:
        """Take what the queue sends."""

        async def take(gathered: list["RabbitMessage"]) -> None:
            await handle(RabbitBatch([self._message(one) for one in gathered], gathered))

        subscriber = self._broker.subscriber(
            RabbitQueue(self._subscription.source, durable=True),
            ack_policy=AckPolicy.MANUAL,
            decoder=whole,
        )
        subscriber(Gathering(take).take)
        async with telling(self._name, CONNECT_SECONDS):
            await self._broker.start()

    async def publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Publish into a queue, to its disk, and wait for the confirmation."""
        rest: HeadersType = {
            name: value for name, value in headers.items() if name != "content-type"
        }
        async with telling(self._name, PUBLISH_SECONDS):
            await self._broker.publish(
                body,
                queue=destination,
                persist=True,
                headers=rest,
                content_type=headers.get("content-type"),
            )

    async def stop(self) -> None:
        """Wait for what is under way, and disconnect."""
        await self._broker.stop()

    def _message(self, raw: "RabbitMessage") -> Message:
        headers = lower(raw.headers)
        where = f"{self._subscription.source}#{raw.raw_message.delivery_tag}"
        return Message(raw.body, raw.content_type or "", where, headers)
