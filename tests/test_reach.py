"""Which tests `make test-fast` leaves out, and what fails one that was missed."""

import socket
import subprocess
import sys
from typing import Any

import pytest

from commandline import call_gaoqian, run_gaoqian
from gaoqian_training import trainer
from killable import killable
from postgres import Postgres
from reach import STARTERS, TRAINERS, Guard, reaches


def _runs() -> None:
    run_gaoqian("--help")


def _calls() -> None:
    call_gaoqian("--help")


def _trains(dataset: Any) -> Any:
    return [trainer.train(each, dataset, dataset) for each in dataset]


@pytest.mark.parametrize("thing", [_runs, {"way": [_runs]}, Postgres, killable])
def test_programs_and_servers_are_reached(thing: object) -> None:
    """By way of the tests' own functions and classes, of tables, of imports inside functions."""
    assert reaches(thing, STARTERS)


@pytest.mark.parametrize("thing", [_calls, len, 7, "subprocesses", [_calls]])
def test_what_runs_in_this_process_reaches_none(thing: object) -> None:
    """A command that is called, not started, and whatever has no code of the tests."""
    assert not reaches(thing, STARTERS)


def test_training_is_reached() -> None:
    """In a comprehension as well."""
    assert reaches(_trains, TRAINERS)
    assert not reaches(_calls, TRAINERS)


class _Item:
    """What `Guard` asks of a test."""

    nodeid = "test_x"

    def __init__(self, marked: bool) -> None:
        self._marked = marked

    def get_closest_marker(self, name: str) -> object:
        return name if self._marked else None


def _start() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def _listen() -> None:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))


@pytest.mark.parametrize("act", [_start, _listen])
def test_missed_test_fails(act: Any) -> None:
    """With its name and what to do; a marked one goes on."""
    guard = Guard()
    _pass(guard, _Item(marked=True), act)
    with pytest.raises(RuntimeError, match=r"test_x: .* without the marker `server`"):
        _pass(guard, _Item(marked=False), act)
    act()


def _pass(guard: Guard, item: Any, act: Any) -> None:
    call = guard.pytest_runtest_call(item)
    next(call)
    try:
        act()
    finally:
        call.close()
