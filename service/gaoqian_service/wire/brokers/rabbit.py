"""RabbitMQ: a durable queue, a bounded number of messages at a time, confirmed publishing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Generic, TypeVar

from faststream import AckPolicy
from faststream.rabbit import Channel, RabbitBroker, RabbitQueue

from gaoqian_service.wire.brokers.broker import (
    GRACE_SECONDS,
    LOG,
    Broker,
    BrokerMessage,
    Handler,
    Subscription,
    lower_names,
    undecoded,
)

if TYPE_CHECKING:
    from aio_pika.abc import HeadersType
    from faststream.rabbit.message import RabbitMessage


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class RabbitBatch:
    """Messages that arrived while the batch before was under way."""

    messages: list[BrokerMessage]
    raw: list["RabbitMessage"]

    async def ack(self) -> None:
        """Acknowledge each."""
        for message in self.raw:
            await message.ack()

    async def nack(self) -> None:
        """Put each back into the queue."""
        for message in self.raw:
            await message.nack(requeue=True)


class Rabbit(Broker[RabbitBroker]):
    """A RabbitMQ server; a queue's consumers are its group.

    Args:
        url: ``amqp://`` or ``amqps://``; it may hold user and password.
        name: The address as it may be shown.
        subscription: What is taken.
    """

    def __init__(self, url: str, name: str, subscription: Subscription) -> None:
        client = RabbitBroker(
            url,
            apply_types=False,
            logger=LOG,
            graceful_timeout=GRACE_SECONDS,
            default_channel=Channel(prefetch_count=subscription.prefetch, on_return_raises=True),
        )
        super().__init__(name, subscription, client)

    async def _prepare(self, destinations: Sequence[str]) -> None:
        """Connect, and make the queues where they are not there."""
        await self._client.connect()
        for queue in (self._subscription.source, *destinations):
            await self._client.declare_queue(RabbitQueue(queue, durable=True))

    def _subscribe(self, handle: Handler) -> None:
        """Take what the queue sends."""

        async def take(gathered: list["RabbitMessage"]) -> None:
            await handle(RabbitBatch([self._message(one) for one in gathered], gathered))

        subscriber = self._client.subscriber(
            RabbitQueue(self._subscription.source, durable=True),
            ack_policy=AckPolicy.MANUAL,
            decoder=undecoded,
        )
        subscriber(Gathering(take).take)

    async def _publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Publish into a queue, to its disk, and wait for the confirmation."""
        rest: HeadersType = {
            name: value for name, value in headers.items() if name != "content-type"
        }
        await self._client.publish(
            body,
            queue=destination,
            persist=True,
            headers=rest,
            content_type=headers.get("content-type"),
        )

    def _message(self, raw: "RabbitMessage") -> BrokerMessage:
        headers = lower_names(raw.headers)
        where = f"{self._subscription.source}#{raw.raw_message.delivery_tag}"
        return BrokerMessage(raw.body, raw.content_type or "", where, headers)


class Gathering(Generic[T]):
    """Micro-batching: what arrives while a batch is handled is the next batch.

    The number of waiting items is bounded by the callers: each waits until its own is handled.

    Args:
        handle: Handles a batch, in order of arrival; one call at a time.
    """

    def __init__(self, handle: Callable[[list[T]], Awaitable[None]]) -> None:
        self._handle = handle
        self._waiting: list[T] = []
        self._lock = asyncio.Lock()

    async def take(self, one: T) -> None:
        """Add an item, and return once it has been handled."""
        self._waiting.append(one)
        async with self._lock:
            gathered, self._waiting = self._waiting, []
            if gathered:
                await self._handle(gathered)
