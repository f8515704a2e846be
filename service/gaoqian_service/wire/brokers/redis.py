"""Redis streams: a consumer group; what a process died over is claimed by another."""

import os
import socket
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from faststream import AckPolicy
from faststream.redis import RedisBroker, StreamSub
from faststream.redis.parser import BinaryMessageFormatV1
from redis.exceptions import ResponseError

from gaoqian.json import encode
from gaoqian_service.wire.brokers.broker import (
    GATHER_SECONDS,
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
    from faststream.redis.message import RedisBatchStreamMessage
    from redis.asyncio import Redis as Client

#: Where FastStream's own publishers put body and headers together.
_ENVELOPE = b"__data__"
#: The field in which a message's body stands, here and as others have it.
_BODY = b"data"


@dataclass(frozen=True, slots=True)
class RedisBatch:
    """Entries of one read."""

    messages: list[BrokerMessage]
    raw: "RedisBatchStreamMessage"

    async def ack(self) -> None:
        """Acknowledge all."""
        await self.raw.ack()

    async def nack(self) -> None:
        """Leave them pending: they are claimed once they have been so long enough."""


class Redis(Broker[RedisBroker]):
    """A server that speaks Redis' protocol, from version 6.2.

    Args:
        url: ``redis://`` or ``rediss://``; it may hold user and password.
        name: The address as it may be shown.
        subscription: What is taken.
    """

    def __init__(self, url: str, name: str, subscription: Subscription) -> None:
        client = RedisBroker(url, apply_types=False, logger=LOG, graceful_timeout=GRACE_SECONDS)
        super().__init__(name, subscription, client)

    async def _prepare(self, destinations: Sequence[str]) -> None:
        """Connect, and make stream and group where they are not there."""
        del destinations  # a stream is made by what is added first
        client = await self._client.connect()
        await _make_group(client, self._subscription)

    def _subscribe(self, handle: Handler) -> None:
        """Read what is new, and beside it claim what has been pending for too long."""
        wanted = self._subscription
        consumer = f"{socket.gethostname()}-{os.getpid()}"
        pending = int(wanted.redeliver_seconds * 1000)
        for idle in (None, pending):
            stream = StreamSub(
                wanted.source,
                group=wanted.group,
                consumer=consumer,
                batch=True,
                max_records=wanted.prefetch,
                last_id=">",
                polling_interval=int(GATHER_SECONDS * 1000),
                min_idle_time=idle,
            )
            subscriber = self._client.subscriber(
                stream=stream, ack_policy=AckPolicy.MANUAL, decoder=undecoded
            )
            subscriber(partial(_hand_over, handle))

    async def _publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Add an entry with the body in ``data`` and a field for each header."""
        fields: dict[Any, Any] = {**headers, _BODY: body}
        client = await self._client.connect()
        await client.xadd(destination, fields)


async def _make_group(client: "Client", wanted: Subscription) -> None:
    # FastStream would let a new group begin behind what is in the stream already.
    try:
        await client.xgroup_create(wanted.source, wanted.group, id="0", mkstream=True)
    except ResponseError as error:
        if "BUSYGROUP" not in str(error):
            raise


async def _hand_over(handle: Handler, raw: "RedisBatchStreamMessage") -> None:
    entries: Any = raw.raw_message
    where = entries["channel"]
    messages = [
        _message(fields, f"{where}#{number.decode()}")
        for fields, number in zip(entries["data"], entries["message_ids"], strict=True)
    ]
    await handle(RedisBatch(messages, raw))


def _message(fields: dict[bytes, bytes], where: str) -> BrokerMessage:
    """Take an entry: a body in ``data``, FastStream's envelope, or an article's own fields."""
    if _ENVELOPE in fields:
        body, found = BinaryMessageFormatV1.parse(fields[_ENVELOPE])
        headers = lower_names(found)
    elif _BODY in fields:
        body = fields[_BODY]
        headers = lower_names({name: value for name, value in fields.items() if name != _BODY})
    else:
        body, headers = encode(lower_names(fields)), {}
    return BrokerMessage(body, headers.get("content-type", ""), where, headers)
