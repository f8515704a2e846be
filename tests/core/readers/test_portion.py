"""Portions that hold no articles."""

from gaoqian.readers.failure import ReadFailure
from gaoqian.readers.portion import Skipped, Unreadable


def test_unreadable_portion_is_its_failure() -> None:
    """It yields its failure and has a size, for progress."""
    failure = ReadFailure("a.txt", "cannot be read")
    portion = Unreadable(failure, 7)
    assert (portion.size, list(portion.read())) == (7, [failure])


def test_skipped_portion_counts_and_gives_nothing() -> None:
    """It has a size, for progress, and yields no article."""
    assert (Skipped(7).size, list(Skipped(7).read())) == (7, [])
