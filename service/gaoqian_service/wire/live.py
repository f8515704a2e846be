"""Live table of a running wire, for a terminal."""

import time
from collections import Counter, deque
from collections.abc import Callable
from threading import Lock

from rich.console import Console, Group, RenderableType
from rich.live import Live
from rich.table import Table
from rich.text import Text

from gaoqian_service.wire.events import (
    OUTCOMES,
    DatabaseUnavailable,
    DeliveryFailed,
    Event,
    StoriesDelivered,
    StoriesEntered,
)
from gaoqian_service.wire.intake import IntakeResult

_HEADLINES = 5
#: The rate is that of the last so many seconds.
_RATE_SECONDS = 10.0


class LiveTable:
    """Listener that shows counts, rate, last headlines and last error; no embargoed headline.

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

    def notify(self, event: Event) -> None:
        """Count stories and deliveries, and keep the last headlines and the last error."""
        with self._lock:
            match event:
                case StoriesEntered(result):
                    self._count(result)
                case StoriesDelivered(_, arrived):
                    self._counts["送达 delivered"] += len(arrived)
                case DeliveryFailed(target, reason, dead):
                    self._counts["拒收 dead"] += dead
                    self._error = f"{target}：{reason}"
                case DatabaseUnavailable(reason):
                    self._error = reason

    def _count(self, result: IntakeResult) -> None:
        for outcome in OUTCOMES:
            self._counts[OUTCOMES[outcome]] += result.outcomes[outcome]
        self._counts["读不了 unreadable"] += len(result.failures)
        self._arrivals.append((self._clock(), result.stories))
        self._headlines.extend(result.headlines[-_HEADLINES:])
        if result.failures:
            self._error = str(result.failures[-1])

    def render(self) -> RenderableType:
        """Return the table as of now; every line is cut to the terminal's width."""
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


def show(table: LiveTable) -> Live:
    """Return a context manager that shows the table on standard error."""
    return Live(get_renderable=table.render, console=Console(stderr=True), refresh_per_second=4)
