"""Ctrl-C at moments when it would leave processes behind."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import current_thread, main_thread


@contextmanager
def interrupts_held_back() -> Iterator[None]:
    """Act on a Ctrl-C only after the block; processes started in it never get one.

    They inherit the mask, and keep it unless they lift it. For this process a mask would not
    do: the system gives a signal to any thread that takes it, numpy's for one, and Python
    then raises KeyboardInterrupt in the main thread all the same.
    """
    with _postponed(), _masked():
        yield


@contextmanager
def _postponed() -> Iterator[None]:
    if current_thread() is not main_thread():  # nothing is raised in any other
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

    # Python starts this helper with the first process, and lifts the mask as it does.
    resource_tracker.ensure_running()
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
