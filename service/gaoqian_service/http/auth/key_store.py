"""The key store: valid API keys in memory, read anew while the service runs."""

import hmac
from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager

import structlog

from gaoqian_service.errors import DatabaseError
from gaoqian_service.http.auth.keys import KEY_PATTERN, ApiKey, digest_secret, read_keys
from gaoqian_service.polling import polling
from gaoqian_service.records.database import Database
from gaoqian_service.threads import in_thread


class KeyStore:
    """The valid keys in memory: checking one takes no database query."""

    def __init__(self, keys: Iterable[ApiKey]) -> None:
        self._keys: dict[int, ApiKey] = {}
        self.replace(keys)

    def replace(self, keys: Iterable[ApiKey]) -> None:
        """Replace all keys; revoked ones are left out."""
        self._keys = {key.id: key for key in keys if key.revoked_at is None}

    def __len__(self) -> int:
        return len(self._keys)

    def find(self, presented: str) -> ApiKey | None:
        """Return the key that a caller presents; None where it is unknown or revoked.

        Digests are compared in constant time.
        """
        match = KEY_PATTERN.fullmatch(presented)
        key = self._keys.get(int(match[1])) if match else None
        if match is None or key is None:
            return None
        return key if hmac.compare_digest(digest_secret(match[2]), key.digest) else None


def watching_keys(
    key_store: KeyStore, database: Database, seconds: float
) -> AbstractAsyncContextManager[None]:
    """Read the keys from the database every so many seconds, as long as the block lasts.

    While the database does not answer, the keys read last stay valid.
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
