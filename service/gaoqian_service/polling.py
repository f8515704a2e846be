"""Looking again and again at what changes outside: files on network mounts tell nobody."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress

import structlog


@asynccontextmanager
async def polling(look: Callable[[], Awaitable[None]], seconds: float) -> AsyncIterator[None]:
    """Call ``look`` every so many seconds, as long as the block lasts.

    What it raises is logged as unexpected, and does not end the looking.
    """
    task = asyncio.create_task(_poll(look, seconds))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _poll(look: Callable[[], Awaitable[None]], seconds: float) -> None:
    while True:
        await asyncio.sleep(seconds)
        try:
            await look()
        except Exception:
            structlog.get_logger().exception("unexpected_error")
