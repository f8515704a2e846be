"""Progress: a callback by which long work reports how far it is."""

from typing import Protocol


class Progress(Protocol):
    """Callback for the amount done and, if known, the total."""

    def __call__(self, done: int, total: int | None = None) -> None:
        """Take note that ``done`` of ``total`` is done."""


def no_progress(done: int, total: int | None = None) -> None:
    """Ignore progress."""
