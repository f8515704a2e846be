"""Watching a drop folder: ingest when something changes there, until stopped."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import suppress
from pathlib import Path

from gaoqian_service.threads import in_thread
from gaoqian_service.wire.folder_ingest import FolderIngest
from gaoqian_service.wire.publish_queue import PublishQueue

#: Changes that come together are looked at together.
_TOGETHER_MILLISECONDS = 200
_LOOKS_A_SETTLE = 2
_LEAST_SECONDS = 0.05


async def watch(
    drop: FolderIngest, publish_queue: PublishQueue, looks: AsyncIterator[None]
) -> None:
    """Ingest at each look, and deliver; what is under way at the end is finished.

    Raises:
        WireError: the folder cannot be worked on any more.
    """
    async with publish_queue.running():
        async for _ in looks:
            while await in_thread(drop.clear) and not drop.ending.is_set():
                publish_queue.wake()
            publish_queue.wake()


async def clear_once(
    drop: FolderIngest, publish_queue: PublishQueue, looks: AsyncIterator[None]
) -> bool:
    """Ingest everything, deliver what is due, and return whether there was no failure.

    Raises:
        WireError: the folder cannot be worked on.
    """
    async for _ in looks:
        await in_thread(drop.clear)
        if drop.is_clear:
            break
    return await publish_queue.drain() and not drop.failures


async def look_again(seconds: float, stop: asyncio.Event) -> AsyncIterator[None]:
    """Yield every so many seconds, for network mounts, which report no changes."""
    while not stop.is_set():
        yield
        with suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)


async def look_at_changes(
    folder: Path, settle_seconds: float, stop: asyncio.Event
) -> AsyncIterator[None]:
    """Yield when the system reports a change, and when files may have become stable."""
    from watchfiles import awatch

    again = max(settle_seconds / _LOOKS_A_SETTLE, _LEAST_SECONDS)
    yield
    async for _ in awatch(
        folder,
        watch_filter=None,
        debounce=_TOGETHER_MILLISECONDS,
        stop_event=stop,
        rust_timeout=int(again * 1000),
        yield_on_timeout=True,
        recursive=False,
    ):
        if stop.is_set():
            return
        yield
