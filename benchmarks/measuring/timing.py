"""Timing of two or more ways to do the same, in turn, so that all see the same machine."""

import statistics
import time
from collections.abc import Callable, Mapping

from measuring.peers import PeerError

#: Does it once and returns the seconds that it took, wherever it ran.
Way = Callable[[], float]


def timed(action: Callable[[], object]) -> Way:
    """Make a way of something that runs in this process."""

    def way() -> float:
        start = time.perf_counter()
        action()
        return time.perf_counter() - start

    return way


def medians(
    ways: Mapping[str, Way], rounds: int, absent: dict[str, str], warm_ups: int = 1
) -> dict[str, float]:
    """Return the median seconds of each way.

    Each round runs every way once, in order. A way that raises `PeerError` is left out.

    Args:
        ways: Name to what is timed.
        rounds: How many rounds count.
        absent: Takes the reason of each way that is left out.
        warm_ups: How many rounds run before them and do not count.
    """
    seconds: dict[str, list[float]] = {name: [] for name in ways}
    for turn in range(warm_ups + rounds):
        for name in list(seconds):
            try:
                taken = ways[name]()
            except PeerError as error:
                absent[name] = str(error)
                del seconds[name]
                continue
            if turn >= warm_ups:
                seconds[name].append(taken)
    return {name: statistics.median(values) for name, values in seconds.items()}
