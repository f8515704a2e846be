"""Deferred Ctrl-C, while an interrupt would leave worker processes behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Defer SIGINT to the end of the block; processes started in it have SIGINT blocked.

    They inherit the signal mask. For this process a mask is not enough: the system delivers a
    signal to any thread that does not block it, such as numpy's, and Python then raises
    KeyboardInterrupt in the main thread.
    """
    with _postponed(), _masked():
        yield


@contextmanager
def _postponed() -> Iterator[None]:
    if current_thread() is not main_thread():  # KeyboardInterrupt is raised in the main thread only
        yield
        return
    came: list[int] = []
    before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def _masked() -> Iterator[None]:
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    from multiprocessing import resource_tracker

    # Python starts this process with the first worker, and unblocks the signal as it does.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
