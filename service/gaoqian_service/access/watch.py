"""Keys that are made or revoked while the service runs."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

import structlog

from gaoqian_service.access.keys import KeyRing, read_keys
from gaoqian_service.errors import DatabaseError
from gaoqian_service.records.database import Database
from gaoqian_service.threads import in_thread


@asynccontextmanager
async def watching_keys(ring: KeyRing, database: Database, seconds: float) -> AsyncIterator[None]:
    """Read the keys anew every so many seconds, as long as the block lasts.

    While the database is away, the keys that were known stay valid.
    """
    task = asyncio.create_task(_watch(ring, database, seconds))
    try:
        yield
    finally:
        task.cancel()
        with suppress(asyncio.CancelledError):
            await task


async def _watch(ring: KeyRing, database: Database, seconds: float) -> None:
    log = structlog.get_logger()
    was_away = False
    while True:
        await asyncio.sleep(seconds)
        try:
            ring.replace(await in_thread(read_keys, database))
        except DatabaseError as error:
            if not was_away:
                log.warning("keys_not_refreshed", reason=str(error))
            was_away = True
        else:
            was_away = False
