"""Score counts: how many articles a week had which probabilities, without texts."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import ScoreCountRow

#: SQLite takes some 32,000 parameters; a few hundred are as quick.
_A_QUERY = 500
#: A year and a quarter: the same season of the year before is still there.
WEEKS_KEPT = 65


def add_score_counts(session: Session, scored: Iterable[tuple[str, str]], day: date) -> None:
    """Add articles to the counts of their week, in the caller's transaction.

    Args:
        session: The session of `Database.begin`, which lets one writer in at a time.
        scored: For each article `Tagger.counted_as` and the cell of its probabilities.
        day: The day that they were scored.
    """
    week = (day - timedelta(days=day.weekday())).isoformat()
    by_model: dict[str, Counter[str]] = {}
    for model, cell in scored:
        by_model.setdefault(model, Counter())[cell] += 1
    for model, counts in by_model.items():
        known = _known(session, model, week, list(counts))
        if not known:  # perhaps a new week
            _forget(session, day)
        for cell, count in counts.items():
            row = known.get(cell)
            if row is None:
                session.add(ScoreCountRow(model=model, week=week, cell=cell, articles=count))
            else:
                row.articles += count


def read_score_counts(database: Database, model: str, weeks: int) -> Mapping[str, int]:
    """Return how many articles of the last weeks a bundle scored, by cell.

    Args:
        database: The database with the counts.
        model: The bundle, see `Tagger.counted_as`.
        weeks: How many weeks, the last ones with counts; 1 or more.

    Raises:
        DatabaseError: the database does not answer.
    """
    of_model = ScoreCountRow.model == model
    newest = (
        select(ScoreCountRow.week)
        .where(of_model)
        .distinct()
        .order_by(ScoreCountRow.week.desc())
        .limit(weeks)
    )
    total = func.sum(ScoreCountRow.articles)
    with database.read() as session:
        last = session.scalars(newest).all()
        rows = session.execute(
            select(ScoreCountRow.cell, total)
            .where(of_model, ScoreCountRow.week.in_(last))
            .group_by(ScoreCountRow.cell)
            .order_by(ScoreCountRow.cell)
        )
        return {cell: int(count) for cell, count in rows}


def _forget(session: Session, day: date) -> None:
    """Delete the counts of weeks older than `WEEKS_KEPT`."""
    oldest = (day - timedelta(weeks=WEEKS_KEPT)).isoformat()
    session.execute(delete(ScoreCountRow).where(ScoreCountRow.week < oldest))


def _known(session: Session, model: str, week: str, cells: list[str]) -> dict[str, ScoreCountRow]:
    known: dict[str, ScoreCountRow] = {}
    for start in range(0, len(cells), _A_QUERY):
        rows = session.scalars(
            select(ScoreCountRow).where(
                ScoreCountRow.model == model,
                ScoreCountRow.week == week,
                ScoreCountRow.cell.in_(cells[start : start + _A_QUERY]),
            )
        )
        known.update((row.cell, row) for row in rows)
    return known
