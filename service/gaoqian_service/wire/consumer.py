"""Consumer: enters a broker's messages, and acknowledges them once results are published."""

import asyncio
from collections.abc import Iterable, Sequence
from typing import Any

import stamina
import structlog

from gaoqian import Article, GaoqianError
from gaoqian.readers import ReadFailure
from gaoqian_service.errors import DatabaseError
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.brokers.broker import Batch, Broker, BrokerMessage
from gaoqian_service.wire.brokers.reading import read_message
from gaoqian_service.wire.events import (
    DatabaseUnavailable,
    DeliveryFailed,
    EventListener,
    StoriesEntered,
)
from gaoqian_service.wire.intake import Intake, IntakeResult, where
from gaoqian_service.wire.publish_queue import PublishQueue

#: How long a batch waits for the database before it is rejected.
_DATABASE_WAIT_SECONDS = 15
#: Wait before a failed batch is rejected, since it is sent again at once.
_PAUSE_SECONDS = 1
#: Limit of a header's value.
_REASON_CHARACTERS = 500


class Consumer:
    """Handles batches of a broker, one at a time.

    Args:
        broker: Where unreadable messages are published as dead letters.
        intake: The ledger.
        publish_queue: Delivers what was stored.
        listener: Gets all events.
        published: Names of the targets that must have a result before its message is
            acknowledged; the others may be away meanwhile.
        dead_letter: Subject for what cannot be read.
    """

    def __init__(
        self,
        broker: Broker[Any],
        intake: Intake,
        publish_queue: PublishQueue,
        listener: EventListener,
        *,
        published: Sequence[str],
        dead_letter: str,
    ) -> None:
        self._broker = broker
        self._intake = intake
        self._publish_queue = publish_queue
        self._listener = listener
        self._published = published
        self._dead_letter = dead_letter
        self._lock = asyncio.Lock()

    async def handle(self, batch: Batch) -> None:
        """Enter a batch, publish, dead-letter what is unreadable, and acknowledge; else reject."""
        async with self._lock:
            try:
                await self._store(batch.messages)
                await batch.ack()
            except DatabaseError as error:
                self._listener(DatabaseUnavailable(str(error)))
                await self._reject(batch)
            except GaoqianError as error:
                self._listener(DeliveryFailed(batch.messages[0].where, str(error)))
                await self._reject(batch)
            except Exception:
                # Not acknowledging is not enough: Kafka would go on behind the batch.
                structlog.get_logger().exception("unexpected_error")
                await self._reject(batch)

    async def _store(self, messages: Sequence[BrokerMessage]) -> None:
        read = await in_thread(_read_all, messages)
        items = [item for found in read for item in found]
        taken = await self._take(items)
        self._listener(StoriesEntered(taken))
        self._publish_queue.wake()
        await self._publish_queue.flush(self._published)
        for message, failures in _unreadable(messages, read, taken.failures):
            await self._dead_letter_message(message, failures)

    async def _take(self, items: Sequence[Article | ReadFailure]) -> IntakeResult:
        async for attempt in stamina.retry_context(
            on=DatabaseError, attempts=None, timeout=_DATABASE_WAIT_SECONDS
        ):
            with attempt:
                taken = await in_thread(self._intake.take, items)
        return taken

    async def _dead_letter_message(
        self, message: BrokerMessage, failures: Sequence[ReadFailure]
    ) -> None:
        """Publish an unreadable message as it came, with the reason, as a dead letter."""
        reason = "; ".join(map(str, failures))
        headers = {
            "content-type": message.content_type or "application/octet-stream",
            "gaoqian-reason": ascii(reason)[1:-1][:_REASON_CHARACTERS],
            "gaoqian-source": message.where,
        }
        await self._broker.publish(self._dead_letter, message.body, headers)

    async def _reject(self, batch: Batch) -> None:
        await asyncio.sleep(_PAUSE_SECONDS)
        await batch.nack()


def _read_all(messages: Sequence[BrokerMessage]) -> list[list[Article | ReadFailure]]:
    """Return the items of each message; an empty one is a failure."""
    return [
        list(read_message(message))
        or [ReadFailure(message.where, "holds no article, expected one or more")]
        for message in messages
    ]


def _unreadable(
    messages: Sequence[BrokerMessage],
    read: Sequence[Sequence[Article | ReadFailure]],
    failures: Iterable[ReadFailure],
) -> list[tuple[BrokerMessage, list[ReadFailure]]]:
    """Return the messages with failures, of readers or of the ledger."""
    whose = {where(item): place for place, found in enumerate(read) for item in found}
    gathered: dict[int, list[ReadFailure]] = {}
    for failure in failures:
        gathered.setdefault(whose[failure.where], []).append(failure)
    return [(messages[place], found) for place, found in gathered.items()]
