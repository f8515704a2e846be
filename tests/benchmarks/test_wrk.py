"""Reading what wrk saw."""

from measuring.tables import ratio
from measuring.wrk import Load, parse


def test_last_line_holds_the_figures() -> None:
    """Microseconds become requests a second and milliseconds."""
    output = (
        "Running 1s test\n  8 threads\n"
        '{"requests": 500, "micros": 2000000, "p50": 1500, "p99": 9000, "max": 20000, '
        '"failed": 3, "models": {"a": 500}}\n'
    )
    expected = Load(rate=250, p50=1.5, p99=9, failed=3, slowest=20, models={"a": 500})
    assert parse(output) == expected


def test_ratio_without_base_is_a_dash() -> None:
    """A peer that was not measured gives no ratio."""
    assert ratio(3, 2) == "1.5"
    assert ratio(3, 2, 2) == "1.50"
    assert ratio(3, None) == "–"
