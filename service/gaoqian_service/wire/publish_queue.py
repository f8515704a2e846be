"""The publish_queue: what is due goes to its target, in order, until the target has it."""

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
    """Delivers to targets; one process at a time delivers to each, others wait for their turn.

    At least once: what was sent and not yet marked when the process died is sent again. For use
    in one event loop.
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
        self._lanes = [_Lane(target, Lease(database, target.name)) for target in targets]

    def wake(self) -> None:
        """Say that something new may be due."""
        for lane in self._lanes:
            lane.woken.set()

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Deliver as long as the block lasts; what is under way at its end is finished."""
        tasks = [asyncio.create_task(self._run(lane)) for lane in self._lanes]
        try:
            yield
        finally:
            for lane, task in zip(self._lanes, tasks, strict=True):
                async with lane.sending:
                    task.cancel()
                with suppress(asyncio.CancelledError):
                    await task
                await in_thread(lane.turn.leave)

    async def drain(self) -> bool:
        """Deliver what is due, once; false where some of it stays, since a target is away.

        Raises:
            DatabaseError: the database does not answer.
        """
        for lane in self._lanes:
            with suppress(DeliveryError):
                while await self._send_some(lane):
                    pass
            await in_thread(lane.turn.leave)
        return not await in_thread(has_pending, self._database, self._names)

    async def flush(self, names: Sequence[str]) -> None:
        """Deliver what is due for some targets, once; to be called while `running`.

        What another process is about to deliver is left to it.

        Raises:
            DeliveryError: a target is away; what is due for it stays, and is tried again.
            DatabaseError: the database does not answer.
        """
        for lane in self._lanes:
            if lane.target.name in names:
                while await self._send_some(lane):
                    pass

    async def _run(self, lane: "_Lane") -> None:
        while True:
            lane.woken.clear()
            async for attempt in stamina.retry_context(
                on=Exception,  # nothing that goes wrong here may end the deliveries
                attempts=None,
                timeout=None,
                wait_initial=_FIRST_WAIT_SECONDS,
                wait_max=_LONGEST_WAIT_SECONDS,
            ):
                with attempt:
                    sent = await _logging_unexpected(self._send_some(lane))
            if not sent:
                with suppress(TimeoutError):
                    await asyncio.wait_for(lane.woken.wait(), _LOOK_SECONDS)

    async def _send_some(self, lane: "_Lane") -> int:
        """Send what a target takes at a time, and return how many that was."""
        async with lane.sending:
            if not await in_thread(lane.turn.take):
                return 0
            name, together = lane.target.name, lane.target.batch_size
            due = await in_thread(read_due, self._database, name, together)
            if due:
                await self._send(lane.target, due)
            return len(due)

    async def _send(self, target: Transmitter, due: Sequence[QueuedDelivery]) -> None:
        try:
            await target.send([self._slips.make(one) for one in due])
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


class _Lane:
    """The way to one target.

    Attributes:
        target: The target.
        turn: The right to deliver to it.
        sending: Held while something is under way.
        woken: Set where something new may be due.
    """

    def __init__(self, target: Transmitter, turn: Lease) -> None:
        self.target = target
        self.turn = turn
        self.sending = asyncio.Lock()
        self.woken = asyncio.Event()
