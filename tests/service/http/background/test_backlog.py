"""The backlog: batches, order, and what is dropped."""

import asyncio
from collections import Counter
from collections.abc import Sequence

import pytest

from gaoqian_service.errors import DatabaseError
from gaoqian_service.http.background import backlog
from gaoqian_service.http.background.backlog import Backlog, Work


class _Sink:
    """Where batches are written: it notes them, and fails as often as it is told to."""

    def __init__(self, *, failures: int = 0, error: Exception | None = None) -> None:
        self.batches: list[list[int]] = []
        self.counts: Counter[str] = Counter()
        self._failures = failures
        self._error = error or DatabaseError("away")

    def write(self, rows: Sequence[int]) -> None:
        """Note a batch, or fail."""
        if self._failures:
            self._failures -= 1
            raise self._error
        self.batches.append(list(rows))

    def count(self, outcome: str, number: int) -> None:
        """Note what became of items."""
        self.counts[outcome] += number


def _run(sink: _Sink, items: range, capacity: int = 100, max_batch: int = 10) -> None:
    """Put items into a backlog before its thread starts, and let it run to its end."""
    work: Work[int, int] = Work(lambda items: [10 * item for item in items], sink.write, sink.count)
    waiting: Backlog[int, int] = Backlog("test", work, capacity=capacity, max_batch=max_batch)
    for item in items:
        waiting.put(item)

    async def run() -> None:
        async with waiting.running():
            pass

    asyncio.run(run())


def test_batches_are_full_and_in_order() -> None:
    """Items are prepared, and written in the order in which they came."""
    sink = _Sink()
    _run(sink, range(25))
    assert [len(batch) for batch in sink.batches] == [10, 10, 5]
    assert [row for batch in sink.batches for row in batch] == [10 * item for item in range(25)]
    assert sink.counts == {"kept": 25}


def test_items_over_the_capacity_are_dropped() -> None:
    """The oldest stay."""
    sink = _Sink()
    _run(sink, range(8), capacity=5)
    assert sink.batches == [[0, 10, 20, 30, 40]]
    assert sink.counts == {"kept": 5, "dropped": 3}


def test_outage_is_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    """A batch is written again until the database answers, each item once."""
    monkeypatch.setattr(backlog, "RETRY_SECONDS", 0.01)
    sink = _Sink(failures=3)
    _run(sink, range(3))
    assert sink.batches == [[0, 10, 20]]
    assert sink.counts == {"kept": 3}


def test_shutdown_gives_up_after_a_few_tries(monkeypatch: pytest.MonkeyPatch) -> None:
    """For all batches together, so that many of them do not delay it."""
    monkeypatch.setattr(backlog, "RETRY_SECONDS", 0.01)
    sink = _Sink(failures=10_000)
    _run(sink, range(50))
    assert sink.batches == []
    assert sink.counts == {"dropped": 50}


def test_batch_that_can_never_be_written_blocks_no_other() -> None:
    """It is dropped, and the next one is written."""
    sink = _Sink(failures=1, error=ValueError("bad row"))
    _run(sink, range(15))
    assert sink.batches == [[100, 110, 120, 130, 140]]
    assert sink.counts == {"dropped": 10, "kept": 5}
