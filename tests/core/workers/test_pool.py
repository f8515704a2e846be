"""The pool of worker processes, whatever becomes of one of them."""

import os
import signal
from collections.abc import Callable
from functools import partial
from multiprocessing import active_children
from pathlib import Path

import pytest

from gaoqian.errors import WorkerError
from gaoqian.workers import WorkerPool
from worker_calls import die, die_while_writing, fail, pid, return_unpicklable

_LARGE = 1 << 22


@pytest.mark.parametrize("call", [die, partial(die_while_writing, _LARGE)])
def test_death_is_noticed_at_any_moment(call: Callable[[], object]) -> None:
    """Also in the middle of a result; another process takes the next call."""
    with WorkerPool(1, pid) as pool:
        before = pool.submit(pid).result()
        with pytest.raises(WorkerError, match=f"worker process {before} died"):
            pool.submit(call).result()
        assert pool.submit(pid).result() not in {before, os.getpid()}


def test_call_is_made_again_in_another_process(tmp_path: Path) -> None:
    """With two attempts, a death costs no answer."""
    with WorkerPool(1, pid, attempts=2) as pool:
        call = partial(die_while_writing, _LARGE, tmp_path / "died")
        assert pool.submit(call).result() == bytes(_LARGE)


def test_call_that_kills_each_process_is_given_up() -> None:
    """The others are answered."""
    with WorkerPool(2, pid, attempts=2) as pool:
        futures = [pool.submit(call) for call in (pid, die, pid, pid)]
        with pytest.raises(WorkerError, match="2 worker processes died of the same call"):
            futures.pop(1).result()
        assert len([future.result() for future in futures]) == 3


def test_what_a_call_raises_comes_with_its_traceback() -> None:
    """The process goes on."""
    with WorkerPool(1, pid) as pool:
        before = pool.submit(pid).result()
        with pytest.raises(ValueError, match="odd") as caught:
            pool.submit(partial(fail, "odd")).result()
        assert "in fail" in caught.value.__notes__[0]
        assert pool.submit(pid).result() == before


def test_result_that_cannot_be_sent_is_an_error() -> None:
    """Of preparing, whose result stays there, it is none."""
    with WorkerPool(1, return_unpicklable) as pool:
        with pytest.raises(TypeError, match="pickle"):
            pool.submit(return_unpicklable).result()
        assert pool.submit(pid).result() != os.getpid()


def test_processes_are_prepared_or_none_is_left() -> None:
    """What preparing raises is raised here."""
    with pytest.raises(ValueError, match="not ready"):
        WorkerPool(2, partial(fail, "not ready"))
    with pytest.raises(WorkerError, match="died"):
        WorkerPool(2, die)
    assert active_children() == []


def test_processes_heed_no_signal_that_is_the_parents() -> None:
    """Ctrl-C goes to all processes of a terminal, SIGTERM to all of a service."""
    with WorkerPool(1, pid) as pool:
        worker = pool.submit(pid).result()
        for number in (signal.SIGINT, signal.SIGTERM):
            os.kill(worker, number)
        assert pool.submit(pid).result() == worker


def test_end_of_the_block_ends_all() -> None:
    """What is under way is given up, what has not begun is canceled."""
    with WorkerPool(2, pid, attempts=2) as pool:
        futures = [pool.submit(signal.pause) for _ in range(4)]
        pool.submit(pid)
    assert active_children() == []
    assert all(future.cancelled() or future.exception() for future in futures)
