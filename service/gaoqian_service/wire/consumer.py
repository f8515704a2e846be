"""From a broker's messages to the ledger: acknowledged once they are stored and published."""

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

#: As long as the database is away a batch is kept in hand; then it is given back.
_PATIENCE_SECONDS = 15
#: A batch that failed is given back after this, so that it does not go round at once.
_PAUSE_SECONDS = 1
#: Headers' values may not be without end.
_REASON_CHARACTERS = 500


class Consumer:
    """Takes batches of a broker, one at a time.

    Args:
        broker: Where poison goes.
        intake: The ledger.
        publish_queue: Delivers what was stored.
        listener: Is told of everything.
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
        self._turn = asyncio.Lock()

    async def handle(self, batch: Batch) -> None:
        """Store a batch, deliver, bury what is poison, and acknowledge; else give it back."""
        async with self._turn:
            try:
                await self._store(batch.messages)
                await batch.ack()
            except DatabaseError as error:
                self._listener(DatabaseUnavailable(str(error)))
                await self._give_back(batch)
            except GaoqianError as error:
                self._listener(DeliveryFailed(batch.messages[0].where, str(error)))
                await self._give_back(batch)
            except Exception:
                # Not acknowledging is not enough: Kafka would go on behind the batch.
                structlog.get_logger().exception("unexpected_error")
                await self._give_back(batch)

    async def _store(self, messages: Sequence[BrokerMessage]) -> None:
        read = await in_thread(_read_all, messages)
        items = [item for found in read for item in found]
        taken = await self._take(items)
        self._listener(StoriesEntered(taken))
        self._publish_queue.wake()
        await self._publish_queue.flush(self._published)
        for message, failures in _poison(messages, read, taken.failures):
            await self._bury(message, failures)

    async def _take(self, items: Sequence[Article | ReadFailure]) -> IntakeResult:
        async for attempt in stamina.retry_context(
            on=DatabaseError, attempts=None, timeout=_PATIENCE_SECONDS
        ):
            with attempt:
                taken = await in_thread(self._intake.take, items)
        return taken

    async def _bury(self, message: BrokerMessage, failures: Sequence[ReadFailure]) -> None:
        """Publish what cannot be read, as it came, with the reason."""
        reason = "; ".join(map(str, failures))
        headers = {
            "content-type": message.content_type or "application/octet-stream",
            "gaoqian-reason": ascii(reason)[1:-1][:_REASON_CHARACTERS],
            "gaoqian-source": message.where,
        }
        await self._broker.publish(self._dead_letter, message.body, headers)

    async def _give_back(self, batch: Batch) -> None:
        await asyncio.sleep(_PAUSE_SECONDS)
        await batch.nack()


def _read_all(messages: Sequence[BrokerMessage]) -> list[list[Article | ReadFailure]]:
    """Return what is in each message; one with nothing in it is a failure."""
    return [
        list(read_message(message))
        or [ReadFailure(message.where, "holds no article, expected one or more")]
        for message in messages
    ]


def _poison(
    messages: Sequence[BrokerMessage],
    read: Sequence[Sequence[Article | ReadFailure]],
    failures: Iterable[ReadFailure],
) -> list[tuple[BrokerMessage, list[ReadFailure]]]:
    """Return the messages that failures are of; the ledger may have refused more than readers."""
    whose = {where(item): place for place, found in enumerate(read) for item in found}
    gathered: dict[int, list[ReadFailure]] = {}
    for failure in failures:
        gathered.setdefault(whose[failure.where], []).append(failure)
    return [(messages[place], found) for place, found in gathered.items()]
