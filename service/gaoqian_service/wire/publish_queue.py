"""Publish queue: sends due deliveries to their targets, in order, with retries."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Sequence
from contextlib import asynccontextmanager, suppress

import stamina
import structlog

from gaoqian_service.errors import DatabaseError, DeliveryError
from gaoqian_service.records.database import Database
from gaoqian_service.records.leases import Lease
from gaoqian_service.threads import in_thread
from gaoqian_service.wire.events import DeliveryFailed, EventListener, StoriesDelivered
from gaoqian_service.wire.ledger.deliveries import (
    QueuedDelivery,
    has_pending,
    mark_dead,
    mark_delivered,
    mark_failed,
    read_due,
)
from gaoqian_service.wire.slips import SlipBuilder
from gaoqian_service.wire.transmitters import Transmitter

#: How often it is looked for what has become due, or what another process has entered.
_LOOK_SECONDS = 1.0
#: A target that is away is tried again after this long, at first and at most.
_FIRST_WAIT_SECONDS = 1.0
_LONGEST_WAIT_SECONDS = 60.0


class PublishQueue:
    """Sends deliveries through transmitters; for use in one event loop.

    Of several processes one sends to a target, by a lease. At least once: a delivery that was
    sent and not marked when a process died is sent again.
    """

    def __init__(
        self,
        database: Database,
        targets: Sequence[Transmitter],
        slips: SlipBuilder,
        listener: EventListener,
    ) -> None:
        self._database = database
        self._slips = slips
        self._listener = listener
        self._names = [target.name for target in targets]
        self._queues = [_TargetQueue(target, Lease(database, target.name)) for target in targets]

    def wake(self) -> None:
        """Look for due deliveries now instead of at the next regular look."""
        for queue in self._queues:
            queue.woken.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Send as long as the block lasts; what is under way at its end is finished."""
        tasks = [asyncio.create_task(self._run(queue)) for queue in self._queues]
        try:
            yield
        finally:
            for queue, task in zip(self._queues, tasks, strict=True):
                async with queue.sending:
                    task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
                await in_thread(queue.lease.leave)

    async def drain(self) -> bool:
        """Send what is due, once; false if some of it stays, since a target is unavailable.

        Raises:
            DatabaseError: the database does not answer.
        """
        for queue in self._queues:
            with suppress(DeliveryError):
                while await self._send_some(queue):
                    pass
            await in_thread(queue.lease.leave)
        return not await in_thread(has_pending, self._database, self._names)

    async def flush(self, names: Sequence[str]) -> None:
        """Send what is due for some targets, once; call it while `running`.

        Deliveries of a target whose lease another process holds are left to that process.

        Raises:
            DeliveryError: a target is away; what is due for it stays, and is tried again.
            DatabaseError: the database does not answer.
        """
        for queue in self._queues:
            if queue.target.name in names:
                while await self._send_some(queue):
                    pass

    async def _run(self, queue: "_TargetQueue") -> None:
        while True:
            queue.woken.clear()
            async for attempt in stamina.retry_context(
                on=Exception,  # nothing that goes wrong here may end the deliveries
                attempts=None,
                timeout=None,
                wait_initial=_FIRST_WAIT_SECONDS,
                wait_max=_LONGEST_WAIT_SECONDS,
            ):
                with attempt:
                    sent = await _logging_unexpected(self._send_some(queue))
            if not sent:
                with suppress(TimeoutError):
                    await asyncio.wait_for(queue.woken.wait(), _LOOK_SECONDS)

    async def _send_some(self, queue: "_TargetQueue") -> int:
        """Send one batch, and return its size."""
        async with queue.sending:
            if not await in_thread(queue.lease.take):
                return 0
            name, together = queue.target.name, queue.target.batch_size
            due = await in_thread(read_due, self._database, name, together)
            if due:
                await self._send(queue.target, due)
            return len(due)

    async def _send(self, target: Transmitter, due: Sequence[QueuedDelivery]) -> None:
        try:
            await target.send([self._slips.build(one) for one in due])
        except DeliveryError as error:
            await in_thread(mark_failed, self._database, due, target.name, str(error))
            self._listener(DeliveryFailed(target.name, str(error)))
            raise
        except Exception as error:
            # One that a target cannot take must not keep the others, or itself be tried forever.
            if len(due) == 1:
                reason = f"{type(error).__name__}: {error}"
                await in_thread(mark_dead, self._database, due[0], target.name, reason)
                self._listener(DeliveryFailed(target.name, reason, dead=1))
                return
            for one in due:
                await self._send(target, [one])
            return
        await in_thread(mark_delivered, self._database, due)
        self._listener(StoriesDelivered(target.name, [one.arrived_at for one in due]))


async def _logging_unexpected(sending: Awaitable[int]) -> int:
    try:
        return await sending
    except (DeliveryError, DatabaseError):
        raise
    except Exception:
        structlog.get_logger().exception("unexpected_error")
        raise


class _TargetQueue:
    """The part of the queue for one target.

    Attributes:
        target: The target.
        lease: The right to send to it.
        sending: Held while a batch is under way.
        woken: Set when something new may be due.
    """

    def __init__(self, target: Transmitter, lease: Lease) -> None:
        self.target = target
        self.lease = lease
        self.sending = asyncio.Lock()
        self.woken = asyncio.Event()
