"""Single messages made batches: what arrives while one is under way is the next."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Generic, TypeVar

T = TypeVar("T")


class Gathering(Generic[T]):
    """Gathers what is handed over one by one.

    How many gather is bounded by who hands over: each waits until its own is done.

    Args:
        handle: Takes what has gathered, in order; one call at a time.
    """

    def __init__(self, handle: Callable[[list[T]], Awaitable[None]]) -> None:
        self._handle = handle
        self._waiting: list[T] = []
        self._turn = asyncio.Lock()

    async def take(self, one: T) -> None:
        """Hand one over, and return once it has been handled."""
        self._waiting.append(one)
        async with self._turn:
            gathered, self._waiting = self._waiting, []
            if gathered:
                await self._handle(gathered)
