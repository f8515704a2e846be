"""Pulling from all sources again and again, each for itself."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from functools import partial
from pathlib import Path

from gaoqian import GaoqianError
from gaoqian_service.polling import polling
from gaoqian_service.wire.pulls.source import Source

#: Takes a source's name and what went wrong there.
Told = Callable[[str, GaoqianError], Awaitable[None]]


async def pull_all(sources: Sequence[Source], folder: Path, told: Told) -> int:
    """Look at each source once, all at the same time, and return how many files have landed."""
    return sum(await asyncio.gather(*(_pull(source, folder, told) for source in sources)))


@asynccontextmanager
async def pulling(
    sources: Sequence[Source], folder: Path, seconds: float, told: Told
) -> AsyncIterator[None]:
    """Look at each source now and every so many seconds, as long as the block lasts.

    A source that fails, or takes long, keeps no other waiting.

    Args:
        sources: What is looked at.
        folder: The drop folder.
        seconds: From the end of one look to the next.
        told: What is to be told of a source that fails.
    """
    async with AsyncExitStack() as stack:
        for source in sources:
            look = partial(_look, source, folder, told)
            await stack.enter_async_context(polling(look, seconds, at_once=True))
        yield


async def _look(source: Source, folder: Path, told: Told) -> None:
    await _pull(source, folder, told)


async def _pull(source: Source, folder: Path, told: Told) -> int:
    try:
        return await source.pull(folder)
    except GaoqianError as error:
        await told(source.name, error)
        return 0
