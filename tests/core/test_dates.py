"""Dates and times."""

from datetime import UTC, datetime
from typing import Any

import pytest

from gaoqian.dates import CHINA, parse_datetime
from gaoqian.errors import ArticleError


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("2026-11-20", datetime(2026, 11, 20, tzinfo=CHINA)),
        (" 2026-11-20 08:30 ", datetime(2026, 11, 20, 8, 30, tzinfo=CHINA)),
        ("2026-11-20T08:30:00Z", datetime(2026, 11, 20, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 20, 8, 30), datetime(2026, 11, 20, 0, 30, tzinfo=UTC)),  # noqa: DTZ001
    ],
)
def test_without_a_zone_it_is_china(value: Any, expected: datetime) -> None:
    """A zone that is given stays; without a time it is midnight."""
    assert parse_datetime(value) == expected


@pytest.mark.parametrize(
    ("value", "message"), [("昨天", "'昨天' is no moment"), (5, "is int"), (None, "is NoneType")]
)
def test_what_is_no_date(value: Any, message: str) -> None:
    """The error names what was found."""
    with pytest.raises(ArticleError, match=message):
        parse_datetime(value)
