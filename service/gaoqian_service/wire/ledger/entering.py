"""Entering stories: one transaction writes them with all that follows from them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import and_, delete, func, insert, or_, select, update
from sqlalchemy.orm import Session

from gaoqian.readers import ReadFailure
from gaoqian_service.records.database import Database
from gaoqian_service.records.score_counts import add_score_counts
from gaoqian_service.records.tables import DeliveryRow, StoryRow, Table, WireErrorRow
from gaoqian_service.wire.ledger.arrival import Arrival, Tagged, storable_name
from gaoqian_service.wire.ledger.near_duplicates import NearDuplicates
from gaoqian_service.wire.ledger.versioning import TAGGED, ArrivalOutcome, Version, Versioning

#: SQLite takes some 32,000 parameters; a few hundred are as quick.
_A_QUERY = 500
_ERRORS_KEPT = 1_000


def preview_outcomes(database: Database, arrivals: Sequence[Arrival]) -> list[ArrivalOutcome]:
    """Return the outcomes that arrivals would have now.

    Raises:
        DatabaseError: the database does not answer.
    """
    with database.read() as session:
        return _read_versions(session, arrivals).apply(arrivals)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Stories that are entered in one transaction.

    Attributes:
        arrivals: Stories, in order of arrival.
        tagged: What the model says of them, by place.
        failures: What could not be read.
        targets: Names of the targets that stories go to.
        now: When they arrived.
    """

    arrivals: Sequence[Arrival]
    tagged: Mapping[int, Tagged]
    failures: Sequence[ReadFailure]
    targets: Sequence[str]
    now: datetime


def enter(
    database: Database, entry: Entry, near_duplicates: NearDuplicates
) -> list[ArrivalOutcome] | None:
    """Write stories into the ledger, on the disk when this returns, and what is to go out.

    Returns:
        What became of each; None, and nothing is written, where one would have to be tagged that
        is not: another process has written meanwhile.

    Raises:
        DatabaseError: the database does not answer; sending the same again is safe.
    """
    try:
        with database.begin() as session:
            book = _read_versions(session, entry.arrivals)
            outcomes = book.apply(entry.arrivals)
            if any(
                outcome in TAGGED and place not in entry.tagged
                for place, outcome in enumerate(outcomes)
            ):
                return None
            near_duplicates.catch_up(session, entry.now)
            last = _write(session, book, entry, near_duplicates)
            note_failures(session, entry.failures, entry.now)
            seen = [
                entry.tagged[place] for place, outcome in enumerate(outcomes) if outcome in TAGGED
            ]
            scored = [(tagged.counted_as, tagged.cell) for tagged in seen if tagged.cell]
            add_score_counts(session, scored, entry.now.date())
    except BaseException:
        near_duplicates.forget()
        raise
    near_duplicates.seen(last)
    return outcomes


def note_failures(session: Session, failures: Sequence[ReadFailure], now: datetime) -> None:
    """Keep what went wrong, and only the last of it."""
    if not failures:
        return
    rows = [
        {"source": storable_name(one.where), "message": storable_name(one.message), "at": now}
        for one in failures
    ]
    session.execute(insert(WireErrorRow), rows)
    newest = session.scalar(select(func.max(WireErrorRow.id))) or 0
    session.execute(delete(WireErrorRow).where(WireErrorRow.id <= newest - _ERRORS_KEPT))


def _read_versions(session: Session, arrivals: Sequence[Arrival]) -> Versioning:
    versions: dict[str, list[Version]] = {}
    guids = sorted({arrival.article.id for arrival in arrivals})
    for start in range(0, len(guids), _A_QUERY):
        rows = session.execute(
            select(
                StoryRow.guid,
                StoryRow.id,
                StoryRow.version,
                StoryRow.version_created,
                StoryRow.state,
                StoryRow.text_hash,
                StoryRow.pub_status,
                StoryRow.embargoed_until,
            )
            .where(StoryRow.guid.in_(guids[start : start + _A_QUERY]))
            .order_by(StoryRow.id)
        )
        for guid, number, version, made, state, text_hash, status, embargo in rows:
            content = text_hash, status, embargo
            known = Version(id=number, version=version, made=made, content=content, state=state)
            versions.setdefault(guid, []).append(known)
    return Versioning.of(versions)


def _write(
    session: Session, book: Versioning, entry: Entry, near_duplicates: NearDuplicates
) -> int:
    """Write a book's changes; return the highest number given."""
    rows = {id(one): _columns(one, entry, near_duplicates) for one in book.entered}
    new = [one for one in book.entered if one.id is None]
    replaced = [{"id": one.id, **rows[id(one)]} for one in book.entered if one.id is not None]
    stays = [one for versions in book.versions.values() for one in versions if one.id is not None]
    # They arrived before they were tagged: what has become due since may be on its way, too.
    now = datetime.now(UTC)
    _drop_deliveries(session, stays, now)
    _insert(session, new, [rows[id(one)] for one in new])
    changed = [
        {"id": one.id, "state": one.state, "pub_status": one.content[1]}
        for one in stays
        if one.is_changed
    ]
    for group in (replaced, changed):
        if group:
            session.execute(update(StoryRow), group)
    _count_repeats(session, stays)
    _withdraw(session, book, now)
    deliveries = [row for one in book.entered for row in _deliveries(one, entry)]
    if deliveries:
        _insert_rows(session, DeliveryRow, deliveries)
    return max((one.id or 0 for one in new), default=0)


def _insert(session: Session, new: Sequence[Version], rows: list[dict[str, object]]) -> None:
    """Insert versions, and set their ids; writers are serialised, so ids are consecutive."""
    if not new:
        return
    newest = session.scalar(select(func.max(StoryRow.id))) or 0
    _insert_rows(session, StoryRow, rows)
    known = session.execute(
        select(StoryRow.guid, StoryRow.version, StoryRow.id).where(StoryRow.id > newest)
    )
    numbers = {(guid, version): number for guid, version, number in known}
    for one, row in zip(new, rows, strict=True):
        one.id = numbers[str(row["guid"]), one.version]


def _insert_rows(session: Session, mapped: type[Table], rows: list[dict[str, Any]]) -> None:
    """Insert rows without the ORM, which would take half of the time that a story takes here."""
    session.connection().execute(insert(mapped.__table__), rows)  # type: ignore[arg-type]


def _columns(version: Version, entry: Entry, near_duplicates: NearDuplicates) -> dict[str, object]:
    arrival = version.arrival
    assert arrival is not None  # noqa: S101  it is entered
    tagged = entry.tagged.get(version.place) if version.delivers else None
    same = ""
    if tagged is not None:
        same = near_duplicates.add(arrival.article.id, tagged.signature, entry.now)
    return {
        **arrival.columns(entry.now),
        "state": version.state,
        "repeats": version.repeats if version.id is None else 0,
        "model": tagged.model if tagged else "",
        "slip": tagged.slip if tagged else None,
        "signature": tagged.signature if tagged else None,
        "same_story_as": same,
    }


def _deliveries(version: Version, entry: Entry) -> Iterable[dict[str, object]]:
    """Yield what is to go out of a version; withheld copy waits for a usable version."""
    _, status, embargo = version.content
    due = max(embargo or entry.now, entry.now)
    is_overtaken = version.drops == "all" or (version.drops == "later" and due > entry.now)
    if not version.delivers or status != "usable" or (version.state != "current" and is_overtaken):
        return
    for target in entry.targets:
        yield _delivery(version.id, target, due, withdraws=False)


def _delivery(
    story: int | None, target: str, due: datetime, *, withdraws: bool
) -> dict[str, object]:
    return {
        "story_id": story,
        "target": target,
        "withdraws": withdraws,
        "due_at": due,
        "state": "pending",
        "attempts": 0,
        "last_error": "",
        "delivered_at": None,
    }


def _drop_deliveries(session: Session, known: Sequence[Version], now: datetime) -> None:
    for drops in ("later", "all"):
        numbers = [one.id for one in known if one.drops == drops]
        for start in range(0, len(numbers), _A_QUERY):
            statement = update(DeliveryRow).where(
                DeliveryRow.story_id.in_(numbers[start : start + _A_QUERY]),
                DeliveryRow.state == "pending",
            )
            if drops == "later":
                statement = statement.where(DeliveryRow.due_at > now)
            session.execute(statement.values(state="dropped"))


def _count_repeats(session: Session, known: Sequence[Version]) -> None:
    for times in sorted({one.repeats for one in known} - {0}):
        numbers = [one.id for one in known if one.repeats == times]
        for start in range(0, len(numbers), _A_QUERY):
            session.execute(
                update(StoryRow)
                .where(StoryRow.id.in_(numbers[start : start + _A_QUERY]))
                .values(repeats=StoryRow.repeats + times)
            )


def _withdraw(session: Session, book: Versioning, now: datetime) -> None:
    """Queue a withdrawal for every target that has, or may have, a version of the story."""
    may_have_it = or_(
        DeliveryRow.state.in_(("delivered", "dead")),
        DeliveryRow.attempts > 0,
        # It was due, and may have been on its way when it was dropped just now.
        and_(DeliveryRow.state == "dropped", DeliveryRow.due_at <= now),
    )
    rows: list[dict[str, object]] = []
    for guid, killer in book.withdrawn:
        targets = session.scalars(
            select(DeliveryRow.target)
            .join(DeliveryRow.story)
            .where(StoryRow.guid == guid, may_have_it)
            .distinct()
        )
        rows.extend(_delivery(killer.id, name, now, withdraws=True) for name in sorted(targets))
    if rows:
        session.execute(insert(DeliveryRow), rows)
