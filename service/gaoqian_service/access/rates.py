"""How often a caller may ask, counted by the library ``limits``."""

import math
import time

from limits import RateLimitItem, parse_many
from limits.aio.strategies import SlidingWindowCounterRateLimiter
from limits.errors import ConfigurationError
from limits.storage import storage_from_string

from gaoqian_service.errors import RateError, ServiceSettingsError


class RateLimit:
    """Limits the calls of each caller; without limits it admits all."""

    def __init__(
        self, limits: list[RateLimitItem], strategy: SlidingWindowCounterRateLimiter
    ) -> None:
        self._limits = limits
        self._strategy = strategy

    def __bool__(self) -> bool:
        return bool(self._limits)

    async def admit(self, caller: str) -> None:
        """Count one call.

        Raises:
            RateError: the caller has used up what it may; says when to come again.
        """
        for limit in self._limits:
            if not await self._strategy.hit(limit, caller):
                window = await self._strategy.get_window_stats(limit, caller)
                seconds = max(1, math.ceil(window.reset_time - time.time()))
                raise RateError(f"more than {limit} by {caller!r}", seconds)


def build_rate_limit(rate: str, storage: str) -> RateLimit:
    """Build a limit from settings.

    Args:
        rate: As ``20/second;600/minute``; empty means none.
        storage: Where calls are counted, as ``limits`` spells it; its asynchronous kinds.

    Raises:
        ServiceSettingsError: either cannot be understood, or its driver is missing.
    """
    try:
        limits = parse_many(rate) if rate else []
    except ValueError as error:
        raise ServiceSettingsError(
            f"GAOQIAN_RATE_LIMIT = {rate!r}: expected such as 600/minute or 20/second;600/minute"
        ) from error
    try:
        strategy = SlidingWindowCounterRateLimiter(storage_from_string(storage))
    except (ConfigurationError, AssertionError, NotImplementedError) as error:
        raise ServiceSettingsError(
            f"GAOQIAN_RATE_LIMIT_STORAGE: {storage.partition('://')[0]!r} cannot be used here: "
            f"{error}; expected async+memory:// or async+redis://host:port"
        ) from error
    return RateLimit(limits, strategy)
