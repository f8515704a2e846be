"""Dates and times in ISO 8601; China Standard Time where no zone is given."""

from datetime import datetime, timedelta, timezone
from typing import Any

from gaoqian.errors import ArticleError

#: China has one time zone and no summer time, so no time zone database is needed.
CHINA = timezone(timedelta(hours=8), "CST")


def parse_datetime(value: Any) -> datetime:
    """Return a time-zone-aware datetime.

    Args:
        value: A date or a date and time in ISO 8601, or a `datetime`. A missing time is
            midnight, a missing zone China Standard Time.

    Raises:
        ArticleError: it is neither.
    """
    moment = value
    if isinstance(value, str):
        try:
            moment = datetime.fromisoformat(value.strip())
        except ValueError as error:
            raise ArticleError(f"{value!r} is no moment, expected ISO 8601") from error
    if not isinstance(moment, datetime):
        raise ArticleError(f"is {type(value).__name__}, expected a moment in ISO 8601")
    return moment if moment.tzinfo is not None else moment.replace(tzinfo=CHINA)
