"""NATS JetStream: a durable pull consumer, acknowledged explicitly."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from faststream import AckPolicy
from faststream.nats import JStream, NatsBroker, PullSub
from nats.js.api import AckPolicy as Acknowledging, ConsumerConfig, StorageType
from nats.js.errors import NotFoundError

from gaoqian_service.wire.brokers.broker import (
    CONNECT_SECONDS,
    GATHER_SECONDS,
    GRACE_SECONDS,
    LOG,
    PUBLISH_SECONDS,
    Broker,
    BrokerMessage,
    Handler,
    Subscription,
    lower_names,
    undecoded,
)

if TYPE_CHECKING:
    from faststream.nats.message import NatsBatchMessage
    from nats.aio.msg import Msg
    from nats.js import JetStreamContext

#: A server that died without saying so is noticed after two of these.
_PING_SECONDS = 20
#: What was given back comes again after this.
_AGAIN_SECONDS = 1


@dataclass(frozen=True, slots=True)
class NatsBatch:
    """Messages of one fetch."""

    messages: list[BrokerMessage]
    raw: "NatsBatchMessage"

    async def ack(self) -> None:
        """Acknowledge each."""
        await self.raw.ack()

    async def nack(self) -> None:
        """Let each come again in a while."""
        await self.raw.nack(delay=_AGAIN_SECONDS)


class Nats(Broker[NatsBroker]):
    """A NATS server with JetStream.

    Streams that keep a subject are found by it; where there is none it is made, on the disk,
    with the subject's name.

    Args:
        url: ``nats://``; it may hold user and password.
        name: The address as it may be shown.
        subscription: What is taken.
    """

    def __init__(self, url: str, name: str, subscription: Subscription) -> None:
        self._streams: dict[str, str] = {}
        client = NatsBroker(
            url,
            apply_types=False,
            logger=LOG,
            connect_timeout=CONNECT_SECONDS,
            ping_interval=_PING_SECONDS,
            reconnect_time_wait=1,
            max_reconnect_attempts=-1,
            graceful_timeout=GRACE_SECONDS,
        )
        super().__init__(name, subscription, client)

    async def _prepare(self, destinations: Sequence[str]) -> None:
        """Connect, and find or make the streams."""
        connection = await self._client.connect()
        streams = connection.jetstream()
        for subject in (self._subscription.source, *destinations):
            self._streams[subject] = await _stream_of(streams, subject)

    def _subscribe(self, handle: Handler) -> None:
        """Fetch from the group's consumer, which is made where it is not there."""
        wanted = self._subscription
        subscriber = self._client.subscriber(
            wanted.source,
            durable=wanted.group,
            stream=JStream(self._streams[wanted.source], declare=False),
            pull_sub=PullSub(batch_size=wanted.prefetch, timeout=GATHER_SECONDS, batch=True),
            config=ConsumerConfig(
                ack_policy=Acknowledging.EXPLICIT,
                ack_wait=wanted.redeliver_seconds,
                max_ack_pending=wanted.prefetch,
            ),
            ack_policy=AckPolicy.MANUAL,
            decoder=undecoded,
        )
        subscriber(partial(_hand_over, handle))

    async def _publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Publish into the stream that keeps the subject."""
        await self._client.publish(
            body,
            destination,
            headers=dict(headers),
            stream=self._streams[destination],
            timeout=PUBLISH_SECONDS,
        )


async def _hand_over(handle: Handler, raw: "NatsBatchMessage") -> None:
    await handle(NatsBatch([_message(one) for one in raw.raw_message], raw))


def _message(one: "Msg") -> BrokerMessage:
    headers = lower_names(one.headers)
    number = one.metadata.sequence.stream
    return BrokerMessage(
        one.data, headers.get("content-type", ""), f"{one.subject}#{number}", headers
    )


async def _stream_of(streams: "JetStreamContext", subject: str) -> str:
    try:
        return str(await streams.find_stream_name_by_subject(subject))
    except NotFoundError:
        name = re.sub(r"[^\w-]+", "_", subject).strip("_") or "gaoqian"
        made: Any = await streams.add_stream(
            name=name, subjects=[subject], storage=StorageType.FILE
        )
        return str(made.config.name)
