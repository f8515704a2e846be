"""Portions gathered into tasks."""

from gaoqian.bulk.task import gather
from gaoqian.readers import Skipped


def test_small_portions_share_a_task() -> None:
    """None is lost, their order stays, and a task ends with the portion that fills it."""
    portions = [Skipped(size) for size in (10, 20, 300_000, 40, 1_000_000, 5)]
    assert list(gather(portions)) == [
        tuple(portions[:3]),
        tuple(portions[3:5]),
        tuple(portions[5:]),
    ]


def test_empty_portions_do_not_pile_up() -> None:
    """Thousands of files that cannot be read are several tasks."""
    tasks = list(gather([Skipped(0)] * 1000))
    assert sum(map(len, tasks)) == 1000
    assert max(map(len, tasks)) <= 256


def test_nothing_is_no_task() -> None:
    """No portions, no tasks."""
    assert list(gather([])) == []
