"""From a broker's messages to the ledger: acknowledged once they are stored and published."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

import stamina
import structlog

from gaoqian import Article, GaoqianError
from gaoqian.readers import ReadFailure
from gaoqian_service.errors import DatabaseError
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.brokers.broker import Batch, Broker, Message
from gaoqian_service.wire.brokers.reading import read_message

#: As long as the database is away a batch is kept in hand; then it is given back.
_PATIENCE_SECONDS = 15
#: A batch that failed is given back after this, so that it does not go round at once.
_PAUSE_SECONDS = 1
#: Headers' values may not be without end.
_REASON_CHARACTERS = 500


class Taker(Protocol):
    """What puts articles into the ledger: `Intake`."""

    def take(self, items: Sequence[Article | ReadFailure]) -> object:
        """Tag articles and store them; all is committed when this returns.

        Raises:
            DatabaseError: the database does not answer; nothing was stored.
        """


class Consumer:
    """Takes batches of a broker, one at a time.

    Args:
        broker: Where poison goes.
        intake: The ledger.
        deliver: Sends what is due; what cannot be sent now stays due.
        dead_letter: Subject for what cannot be read.
        told: Is told what went wrong, by source.
    """

    def __init__(
        self,
        broker: Broker,
        intake: Taker,
        deliver: Callable[[], Awaitable[object]],
        dead_letter: str,
        told: Callable[[str, GaoqianError], None],
    ) -> None:
        self._broker = broker
        self._intake = intake
        self._deliver = deliver
        self._dead_letter = dead_letter
        self._told = told
        self._turn = asyncio.Lock()

    async def handle(self, batch: Batch) -> None:
        """Store a batch, deliver, bury what is poison, and acknowledge; else give it back."""
        async with self._turn:
            try:
                await self._store(batch.messages)
                await batch.ack()
            except GaoqianError as error:
                self._told(batch.messages[0].where, error)
                await self._give_back(batch)
            except Exception:
                # Not acknowledging is not enough: Kafka would go on behind the batch.
                structlog.get_logger().exception("unexpected_error")
                await self._give_back(batch)

    async def _store(self, messages: Sequence[Message]) -> None:
        read = [await in_thread(_read, message) for message in messages]
        items = [item for found in read for item in found]
        async for attempt in stamina.retry_context(
            on=DatabaseError, attempts=None, timeout=_PATIENCE_SECONDS
        ):
            with attempt:
                await in_thread(self._intake.take, items)
        await self._deliver()
        for message, found in zip(messages, read, strict=True):
            failures = [item for item in found if isinstance(item, ReadFailure)]
            if failures:
                await self._bury(message, failures)

    async def _bury(self, message: Message, failures: Sequence[ReadFailure]) -> None:
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


def _read(message: Message) -> list[Article | ReadFailure]:
    """Return what is in a message; one with nothing in it is a failure."""
    empty = ReadFailure(message.where, "holds no article, expected one or more")
    return list(read_message(message)) or [empty]
