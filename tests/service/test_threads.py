"""Blocking work in a thread."""

import asyncio
import threading

import pytest

from gaoqian_service.threads import in_thread


def test_result_and_error_come_back() -> None:
    """Of a call in another thread, with its arguments."""

    def divide(one: int, *, by: int) -> tuple[float, int]:
        return one / by, threading.get_ident()

    async def run() -> tuple[float, int]:
        with pytest.raises(ZeroDivisionError):
            await in_thread(divide, 1, by=0)
        return await in_thread(divide, 6, by=3)

    result, thread = asyncio.run(run())
    assert (result, thread == threading.get_ident()) == (2, False)


def test_cancelled_caller_does_not_wait() -> None:
    """The call goes on to its end nevertheless."""
    begun, go_on, ended = threading.Event(), threading.Event(), threading.Event()

    def write() -> None:
        begun.set()
        assert go_on.wait(30)
        ended.set()

    async def run() -> None:
        task = asyncio.create_task(in_thread(write))
        await asyncio.to_thread(begun.wait, 30)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert not ended.is_set()
        go_on.set()
        assert await asyncio.to_thread(ended.wait, 30)

    asyncio.run(run())
