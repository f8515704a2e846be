"""How long work tells whoever waits for it."""

from typing import Protocol


class Progress(Protocol):
    """Is told, after each step, how many are done and how many there are."""

    def __call__(self, done: int, total: int) -> None:
        """Take note."""


def no_progress(done: int, total: int) -> None:
    """Take no note."""
