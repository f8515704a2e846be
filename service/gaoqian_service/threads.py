"""Blocking work of the event loop, done in a thread."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import to_thread

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function in a thread and return its result.

    A task that is cancelled stops waiting, but the call itself goes on to its end, so that a
    write that has begun is finished.
    """
    return await to_thread.run_sync(partial(function, *args, **kwargs), abandon_on_cancel=True)
