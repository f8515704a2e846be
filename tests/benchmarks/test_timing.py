"""Timing several ways in turn."""

from measuring.peers import PeerError
from measuring.timing import Way, medians


def _seconds(*values: float) -> Way:
    left = iter(values)
    return lambda: next(left)


def test_median_without_the_warm_up() -> None:
    """The first round does not count, the middle of the others does."""
    absent: dict[str, str] = {}
    assert medians({"a": _seconds(99, 1, 7, 2)}, 3, absent) == {"a": 2}
    assert absent == {}


def test_ways_run_in_turn() -> None:
    """Each round runs every way once, so that all see the same machine."""
    seen: list[str] = []

    def way(name: str) -> Way:
        def run() -> float:
            seen.append(name)
            return 1

        return run

    medians({"a": way("a"), "b": way("b")}, 2, {}, warm_ups=0)
    assert seen == ["a", "b", "a", "b"]


def test_peer_that_dies_is_left_out_with_its_reason() -> None:
    """The rest goes on, and nothing is made of half its rounds."""

    def die() -> float:
        raise PeerError("could not be run: killed")

    absent: dict[str, str] = {}
    assert medians({"peer": die, "a": _seconds(1, 2, 3)}, 3, absent, warm_ups=0) == {"a": 2}
    assert absent == {"peer": "could not be run: killed"}
