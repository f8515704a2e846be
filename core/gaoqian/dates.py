"""Moments as newsrooms write them: ISO 8601, and China's time where no zone is given."""

from datetime import datetime, timedelta, timezone
from typing import Any

from gaoqian.errors import ArticleError

#: All of China keeps one time and has no summer time, so that no table of zones is needed.
CHINA = timezone(timedelta(hours=8), "CST")


def parse_datetime(value: Any) -> datetime:
    """Return a moment with its zone.

    Args:
        value: ISO 8601, as a date or a date and a time, or a `datetime`. Midnight where there
            is no time; China's zone where there is none.

    Raises:
        ArticleError: it is nothing of the kind.
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
