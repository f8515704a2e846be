"""Keys that are made or revoked while the service runs."""

from contextlib import AbstractAsyncContextManager

import structlog

from gaoqian_service.errors import DatabaseError
from gaoqian_service.http.auth.keys import KeyStore, read_keys
from gaoqian_service.polling import polling
from gaoqian_service.records.database import Database
from gaoqian_service.threads import in_thread


def watching_keys(
    key_store: KeyStore, database: Database, seconds: float
) -> AbstractAsyncContextManager[None]:
    """Read the keys anew every so many seconds, as long as the block lasts.

    While the database is away, the keys that were known stay valid.
    """
    log = structlog.get_logger()
    was_away = False

    async def look() -> None:
        nonlocal was_away
        try:
            key_store.replace(await in_thread(read_keys, database))
        except DatabaseError as error:
            if not was_away:
                log.warning("keys_not_refreshed", reason=str(error))
            was_away = True
        else:
            was_away = False

    return polling(look, seconds)
