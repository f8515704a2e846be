"""Whatever a client library raises becomes one `BrokerError` that names the broker."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from gaoqian_service.errors import BrokerError


@asynccontextmanager
async def telling(name: str, seconds: float) -> AsyncIterator[None]:
    """Give a block so many seconds, and name the broker in whatever goes wrong in it.

    Args:
        name: The broker's address without a password.
        seconds: How long the block may take.

    Raises:
        BrokerError: the block failed or was not done in time.
    """
    try:
        async with asyncio.timeout(seconds):
            yield
    except BrokerError:
        raise
    except TimeoutError as error:
        raise BrokerError(f"{name}: no answer within {seconds:g} s") from error
    except Exception as error:  # each client library has its own errors, without a common base
        reason = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise BrokerError(f"{name}: {reason}") from error
