"""Work that would keep the event loop waiting, done in a thread."""

from collections.abc import Callable
from functools import partial
from typing import ParamSpec, TypeVar

from anyio import to_thread

P = ParamSpec("P")
T = TypeVar("T")


async def in_thread(function: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> T:
    """Call a function in a thread, and give up waiting for it where the request is given up.

    The call itself then goes on to its end: what it has begun to write is written whole.
    """
    return await to_thread.run_sync(partial(function, *args, **kwargs), abandon_on_cancel=True)
