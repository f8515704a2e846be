"""What the bar of bulk tagging says."""

from gaoqian.commands.progress import Pace, bulk_progress_bar, progress_bar


def test_rate_and_time_left() -> None:
    """100 articles and half the bytes in 10 s leave another 10 s."""
    pace = Pace(2_000)
    pace.advance(600, 60, 6.0)
    pace.advance(400, 40, 10.0)
    assert pace.done == 1_000
    assert str(pace) == "100 篇 articles｜10 篇/秒 a second｜还需 left 0:00:10"


def test_earlier_work_does_not_count_as_speed() -> None:
    """Bytes without articles are done, yet say nothing about the time left."""
    pace = Pace(10_000)
    pace.advance(8_000, 0, 0.1)
    assert "left" not in str(pace)
    pace.advance(1_000, 10, 5.0)
    assert str(pace).endswith("2 篇/秒 a second｜还需 left 0:00:05")


def test_unknown_size() -> None:
    """Without a size there is a rate and no time left."""
    pace = Pace(None)
    pace.advance(100, 10, 2.0)
    assert str(pace) == "10 篇 articles｜5 篇/秒 a second"


def test_nothing_is_shown_off_a_terminal() -> None:
    """Logs stay clean; whoever reports need not know."""
    with bulk_progress_bar("x", 1) as bulk, progress_bar("x") as progress:
        bulk(1, 1)
        progress(1, 2)
