"""Rate limits of callers, counted by the library ``limits``."""

import math
import time

import structlog
from limits import RateLimitItem, parse_many
from limits.aio.storage import MemoryStorage, Storage
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import ConfigurationError, StorageError
from limits.storage import storage_from_string

from gaoqian.extras import require_extra
from gaoqian_service.errors import RateError, ServiceSettingsError

_REDIS = "async+redis"
#: A Redis that does not answer must not hold up every request.
_REDIS_SECONDS = 1


class RateLimit:
    """Limits how often each caller may call.

    While the shared storage does not answer, each process counts in its own memory.
    """

    def __init__(self, limits: list[RateLimitItem], storage: Storage) -> None:
        self._limits = limits
        self._shared = SlidingWindowCounterRateLimiter(storage)
        self._own = SlidingWindowCounterRateLimiter(MemoryStorage())
        self._is_away = False

    async def admit(self, caller: str) -> None:
        """Count one call of a caller.

        Raises:
            RateError: the caller is over a limit; the error says when to try again.
        """
        try:
            await self._count(self._shared, caller)
        except StorageError as error:
            if not self._is_away:
                reason = type(error.storage_error).__name__
                structlog.get_logger().warning("rate_limit_storage_away", reason=reason)
            self._is_away = True
            await self._count(self._own, caller)
        else:
            self._is_away = False

    async def _count(self, strategy: SlidingWindowCounterRateLimiter, caller: str) -> None:
        for limit in self._limits:
            if not await strategy.hit(limit, caller):
                window = await strategy.get_window_stats(limit, caller)
                seconds = max(1, math.ceil(window.reset_time - time.time()))
                raise RateError(f"more than {limit} by {caller!r}", seconds)


def build_rate_limit(rate: str, storage: str) -> RateLimit:
    """Build a rate limit from settings.

    Args:
        rate: As ``20/second;600/minute``.
        storage: URL of an asynchronous storage of ``limits``: ``async+memory://`` or
            ``async+redis://…``.

    Raises:
        ServiceSettingsError: the rate or the URL cannot be parsed.
        ExtraError: calls are to be counted in Redis, and the extra ``redis`` is not installed.
    """
    try:
        limits = parse_many(rate)
    except ValueError as error:
        raise ServiceSettingsError(
            f"GAOQIAN_RATE_LIMIT = {rate!r}: expected such as 600/minute or 20/second;600/minute"
        ) from error
    return RateLimit(limits, _open_storage(storage))


def _open_storage(address: str) -> Storage:
    """Open the storage; no connection is made before the first call."""
    options: dict[str, str | float] = {}
    if address.startswith(_REDIS):
        require_extra("redis")
        options = {
            "implementation": "redispy",
            "socket_connect_timeout": _REDIS_SECONDS,
            "socket_timeout": _REDIS_SECONDS,
        }
    try:
        opened = storage_from_string(address, wrap_exceptions=True, **options)
    except (ConfigurationError, ValueError) as error:
        raise _unusable(address) from error
    if not isinstance(opened, Storage):
        raise _unusable(address)
    return opened


def _unusable(address: str) -> ServiceSettingsError:
    # The address may hold a password, and so may the library's error.
    return ServiceSettingsError(
        f"GAOQIAN_RATE_LIMIT_STORAGE: {address.partition('://')[0]!r} cannot be used here; "
        "expected async+memory:// or async+redis://[:password@]host:port"
    )
