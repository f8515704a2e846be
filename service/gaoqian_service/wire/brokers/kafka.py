"""Kafka: a consumer group whose offsets are committed once a batch is done."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from faststream import AckPolicy
from faststream.confluent import KafkaBroker

from gaoqian_service.errors import BrokerError
from gaoqian_service.wire.brokers.broker import (
    CONNECT_SECONDS,
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
    from confluent_kafka import Message as Record
    from faststream.confluent.message import KafkaMessage

_PORT = 9092


@dataclass(frozen=True, slots=True)
class KafkaBatch:
    """Records of one poll."""

    messages: list[BrokerMessage]
    raw: "KafkaMessage"

    async def ack(self) -> None:
        """Commit what was polled."""
        await self.raw.ack()

    async def nack(self) -> None:
        """Go back to the first record of each partition."""
        await self.raw.nack()


class Kafka(Broker[KafkaBroker]):
    """A Kafka cluster.

    Args:
        url: ``kafka://host:port``, several hosts with commas between.
        name: The address as it may be shown.
        subscription: What is taken.
    """

    def __init__(self, url: str, name: str, subscription: Subscription) -> None:
        hosts = urlsplit(url).netloc.rpartition("@")[2].split(",")
        client = KafkaBroker(
            [host if ":" in host else f"{host}:{_PORT}" for host in hosts],
            apply_types=False,
            logger=LOG,
            graceful_timeout=GRACE_SECONDS,
        )
        super().__init__(name, subscription, client)

    async def _prepare(self, destinations: Sequence[str]) -> None:
        """Connect; topics are made by the cluster, where it is set to do so."""
        del destinations
        await self._client.connect()
        if not await self._client.ping(timeout=CONNECT_SECONDS / 2):
            raise BrokerError(f"{self._name}: does not answer")

    def _subscribe(self, handle: Handler) -> None:
        """Poll from where the group has got to, else from the beginning."""
        subscriber = self._client.subscriber(
            self._subscription.source,
            group_id=self._subscription.group,
            batch=True,
            max_records=self._subscription.prefetch,
            polling_interval=GATHER_SECONDS,
            auto_offset_reset="earliest",
            ack_policy=AckPolicy.MANUAL,
            decoder=undecoded,
        )
        subscriber(partial(_hand_over, handle))

    async def _publish(self, destination: str, body: bytes, headers: Mapping[str, str]) -> None:
        """Publish, and wait until the cluster has it."""
        await self._client.publish(body, destination, headers=dict(headers))


async def _hand_over(handle: Handler, raw: "KafkaMessage") -> None:
    records: Any = raw.raw_message
    await handle(KafkaBatch([_message(record) for record in records], raw))


def _message(record: "Record") -> BrokerMessage:
    headers = lower_names(dict(record.headers() or ()))
    where = f"{record.topic()}/{record.partition()}#{record.offset()}"
    body = record.value() or b""
    return BrokerMessage(bytes(body), headers.get("content-type", ""), where, headers)
