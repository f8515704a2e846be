"""Ctrl-C held back."""

import signal
from threading import Thread

import pytest

from gaoqian.workers.interrupts import interrupts_held_back


def test_interrupt_comes_after_the_block() -> None:
    """The block is done to its end, whichever thread the system gives the signal to."""
    done: list[str] = []

    def begin() -> None:
        with interrupts_held_back():
            signal.raise_signal(signal.SIGINT)
            thread = Thread(target=_take_interrupt)
            thread.start()
            thread.join()
            done.append("block")

    with pytest.raises(KeyboardInterrupt):
        begin()
    assert done == ["block"]


def _take_interrupt() -> None:
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    signal.raise_signal(signal.SIGINT)


def test_everything_is_as_before() -> None:
    """Handler and mask come back, and blocks may lie in each other."""
    handler = signal.getsignal(signal.SIGINT)
    with interrupts_held_back(), interrupts_held_back():
        pass
    assert signal.getsignal(signal.SIGINT) is handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_other_threads_may_hold_back() -> None:
    """Only the main thread may set handlers, and only it is interrupted."""
    done: list[str] = []

    def hold_back() -> None:
        with interrupts_held_back():
            done.append("block")

    thread = Thread(target=hold_back)
    thread.start()
    thread.join()
    assert done == ["block"]
