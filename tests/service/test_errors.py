"""The errors of the service: each says in Chinese what kind it is."""

import inspect

import pytest

from gaoqian import GaoqianError
from gaoqian_service import errors
from gaoqian_service.errors import BusyError, ContentError

_ERRORS = [
    kind
    for _, kind in inspect.getmembers(errors, inspect.isclass)
    if kind.__module__ == errors.__name__
]


@pytest.mark.parametrize("kind", _ERRORS)
def test_each_has_a_title_of_its_own(kind: type[GaoqianError]) -> None:
    """No error of the service shows the title of an error in general."""
    assert kind.title != GaoqianError.title
    assert kind.__doc__


def test_content_error_names_its_field() -> None:
    """The field is kept apart from the message."""
    error = ContentError("topics.1", "unknown")
    assert (error.field, str(error)) == ("topics.1", "unknown")


def test_busy_error_says_when_to_try_again() -> None:
    """After a second, unless it knows better."""
    assert BusyError("full").retry_after_seconds == 1
    assert BusyError("full", 30).retry_after_seconds == 30
