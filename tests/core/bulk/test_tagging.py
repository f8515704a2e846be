"""Workers as a library starts them: what they fail with, and that they end."""

from collections.abc import Iterator
from multiprocessing import active_children
from pathlib import Path

import pytest

from gaoqian import ModelStore
from gaoqian.bulk import Job, tag_in_bulk
from gaoqian.errors import DataError
from gaoqian.readers import Portion
from portions import Numbered


@pytest.fixture
def job(models_folder: Path) -> Job:
    """The champion, without evidence."""
    store = ModelStore(models_folder)
    return Job(store.path(None), explain=False)


def test_error_of_a_task_is_that_error(job: Job) -> None:
    """It comes in its place, with the worker's traceback, and no process stays."""
    portions: list[Portion] = [Numbered(number) for number in range(20)]
    outcomes = tag_in_bulk(portions, job, 2)
    before = [next(outcomes).lines for _ in range(5)]
    assert [line.startswith(b'{"id":"%d"' % n) for n, line in enumerate(before)] == [True] * 5
    with pytest.raises(DataError, match="got 7") as caught:
        list(outcomes)
    assert "in read" in caught.value.__notes__[0]
    assert active_children() == []


def test_abandoned_run_leaves_no_process(job: Job) -> None:
    """Whoever stops in the middle need not wait, and leaves nothing behind."""
    outcomes = tag_in_bulk((Numbered(number) for number in range(8, 100)), job, 2)
    next(outcomes)
    assert len(active_children()) == 2
    outcomes.close()  # type: ignore[attr-defined]
    assert active_children() == []


def test_no_more_than_a_few_tasks_are_held(job: Job) -> None:
    """However long the input, it is read only as far as the workers are."""
    read: list[int] = []

    def portions() -> Iterator[Portion]:
        for number in range(8, 60):
            read.append(number)
            yield Numbered(number)

    for yielded, _ in enumerate(tag_in_bulk(portions(), job, 2), 1):
        assert len(read) - yielded <= 2 * 3
