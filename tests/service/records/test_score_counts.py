"""Score counts: kept by week and model."""

from datetime import date

import numpy as np
from sqlalchemy import select

from gaoqian.mixture import ScoreCounts
from gaoqian_service.records.database import Database
from gaoqian_service.records.score_counts import add_score_counts, read_score_counts
from gaoqian_service.records.tables import ScoreCountRow


def test_old_weeks_are_forgotten(database: Database) -> None:
    """When a new one begins: counts of years ago are of no use, and would pile up."""
    for day in (date(2024, 1, 1), date(2026, 12, 1)):
        with database.begin() as session:
            add_score_counts(session, [("m-1", "A")], day)
    assert read_score_counts(database, "m-1", 9) == {"A": 1}


def test_last_weeks_of_one_model(database: Database) -> None:
    """Weeks without any are no weeks; another model's counts are not this one's."""
    days = [date(2026, 9, 2), date(2026, 11, 30), date(2026, 12, 6), date(2026, 12, 7)]
    for day in days:
        with database.begin() as session:
            add_score_counts(session, [("m-1", "AB"), ("m-1", "AB"), ("m-2", "AC")], day)
    with database.read() as session:
        weeks = session.scalars(select(ScoreCountRow.week).distinct().order_by("week")).all()
    assert weeks == ["2026-08-31", "2026-11-30", "2026-12-07"]
    assert read_score_counts(database, "m-1", 1) == {"AB": 2}
    assert read_score_counts(database, "m-1", 2) == {"AB": 6}
    assert read_score_counts(database, "m-2", 9) == {"AC": 4}
    assert np.isclose(ScoreCounts.from_cells(read_score_counts(database, "m-1", 9), 2).articles, 8)
