"""A table on a terminal that shows the wire at work."""

import time
from collections import Counter, deque
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from threading import Lock

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from gaoqian_service.wire.events import OUTCOMES
from gaoqian_service.wire.intake import Taken

_HEADLINES = 5
#: The rate is that of the last so many seconds.
_RATE_SECONDS = 10.0


class LiveTable:
    """A listener that keeps what is to be shown; texts and embargoed headlines never reach it.

    Args:
        clock: Seconds from anywhere.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._lock = Lock()
        self._counts: Counter[str] = Counter()
        self._arrivals: deque[tuple[float, int]] = deque()
        self._headlines: deque[str] = deque(maxlen=_HEADLINES)
        self._error = ""

    def took(self, taken: Taken) -> None:
        """Count what arrived, and keep the last headlines."""
        with self._lock:
            for outcome in OUTCOMES:
                self._counts[OUTCOMES[outcome]] += taken.outcomes[outcome]
            self._counts["读不了 unreadable"] += len(taken.failures)
            self._arrivals.append((self._clock(), taken.stories))
            self._headlines.extend(taken.headlines[-_HEADLINES:])
            if taken.failures:
                self._error = str(taken.failures[-1])

    def moved(self, path: Path, failures: int) -> None:
        """Show nothing: what cannot be read in a file was told when it was taken."""

    def delivered(self, target: str, arrived: Sequence[datetime]) -> None:
        """Count deliveries."""
        del target
        with self._lock:
            self._counts["送达 delivered"] += len(arrived)

    def failed(self, target: str, reason: str, *, dead: int) -> None:
        """Count what was refused, and keep the reason."""
        with self._lock:
            self._counts["拒收 dead"] += dead
            self._error = f"{target}：{reason}"

    def waits(self, reason: str) -> None:
        """Keep why nothing moves."""
        with self._lock:
            self._error = reason

    def render(self) -> RenderableType:
        """Return what is to be seen now; every line is cut to the terminal's width."""
        with self._lock:
            table = Table.grid(padding=(0, 2))
            shown = [(name, count) for name, count in self._counts.items() if count]
            table.add_row(*(Text(name, no_wrap=True) for name, _ in shown), "篇/秒 a second")
            table.add_row(*(f"{count:,}" for _, count in shown), f"{self._rate():,.1f}")
            lines = [Text(f"· {headline}") for headline in self._headlines]
            if self._error:
                lines.append(Text(f"最近的错误 Last error：{self._error}", style="red"))
        for line in lines:
            line.no_wrap, line.overflow = True, "ellipsis"
        return Group(table, *lines)

    def _rate(self) -> float:
        now = self._clock()
        while self._arrivals and self._arrivals[0][0] < now - _RATE_SECONDS:
            self._arrivals.popleft()
        return sum(count for _, count in self._arrivals) / _RATE_SECONDS


def shown(table: LiveTable) -> Live:
    """Return what shows the table on standard error as long as its block lasts."""
    return Live(get_renderable=table.render, console=Console(stderr=True), refresh_per_second=4)
