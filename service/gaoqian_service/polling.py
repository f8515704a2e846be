"""Polling: calling a function at intervals, for changes that send no event (network mounts)."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog


@asynccontextmanager
async def polling(
    look: Callable[[], Awaitable[None]], seconds: float, *, at_once: bool = False
) -> AsyncIterator[None]:
    """Call ``look`` every so many seconds, as long as the block lasts.

    An exception that it raises is logged as unexpected, and does not end the polling.

    Args:
        look: What is called.
        seconds: From the end of one call to the next.
        at_once: Whether the first call is made at once, or after ``seconds``.
    """
    task = asyncio.create_task(_poll(look, seconds, at_once=at_once))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _poll(look: Callable[[], Awaitable[None]], seconds: float, *, at_once: bool) -> None:
    pause = 0 if at_once else seconds
    while True:
        await asyncio.sleep(pause)
        pause = seconds
        try:
            await look()
        except Exception:
            structlog.get_logger().exception("unexpected_error")
