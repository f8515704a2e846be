"""What the ledger says of the wire as a whole; texts and headlines are no part of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DeliveryRow, StoryRow, WireErrorRow

#: Enough for a percentile, and for the day's mood rather than last year's.
_MEASURED = 1000
_SHOWN = 10


@dataclass(frozen=True, slots=True)
class TargetCounts:
    """How many deliveries to one target are in which state."""

    target: str
    pending: int
    delivered: int
    dropped: int
    dead: int


@dataclass(frozen=True, slots=True)
class DeliveryLag:
    """Seconds from arrival, or from an embargo's end, to delivery.

    Attributes:
        oldest_pending_seconds: How long the oldest that is due has waited; None without one.
        median_seconds: Of the deliveries measured; None without any.
        p95_seconds: The time in which 95 of 100 were delivered.
        measured: How many, the last thousand at most.
    """

    oldest_pending_seconds: float | None
    median_seconds: float | None
    p95_seconds: float | None
    measured: int


@dataclass(frozen=True, slots=True)
class EmbargoedDelivery:
    """A delivery that waits for the end of an embargo."""

    guid: str
    version: str
    target: str
    due_at: datetime


@dataclass(frozen=True, slots=True)
class DeadDelivery:
    """A delivery that its target refused."""

    guid: str
    version: str
    target: str
    reason: str


@dataclass(frozen=True, slots=True)
class WireFailure:
    """Something that went wrong."""

    at: datetime
    source: str
    message: str


@dataclass(frozen=True, slots=True)
class WireStatus:
    """The state of the wire.

    Attributes:
        stories: Versions in the ledger by state.
        withheld: How many of the current ones are not for publication yet.
        repeats: How often something arrived that was there already.
        deliveries: Counts by target, by name.
        lag: How long delivery takes.
        embargoed: How many deliveries wait for the end of an embargo.
        next_due: The first ten of them.
        dead: The last ten that were refused.
        errors: The last ten errors, newest first.
    """

    stories: dict[str, int]
    withheld: int
    repeats: int
    deliveries: tuple[TargetCounts, ...]
    lag: DeliveryLag
    embargoed: int
    next_due: tuple[EmbargoedDelivery, ...]
    dead: tuple[DeadDelivery, ...]
    errors: tuple[WireFailure, ...]


def read_status(database: Database, now: datetime) -> WireStatus:
    """Read the state of the wire.

    Args:
        database: Where the ledger is.
        now: The moment that waiting is counted up to, with its zone.

    Raises:
        DatabaseError: the database does not answer.
    """
    with database.read() as session:
        counted = select(StoryRow.state, func.count()).group_by(StoryRow.state)
        withheld = select(func.count()).where(
            StoryRow.state == "current", StoryRow.pub_status == "withheld"
        )
        embargoed = select(func.count()).where(
            DeliveryRow.state == "pending", DeliveryRow.due_at > now
        )
        return WireStatus(
            stories=dict(session.execute(counted).all()),
            withheld=session.scalar(withheld) or 0,
            repeats=session.scalar(select(func.sum(StoryRow.repeats))) or 0,
            deliveries=_read_counts(session),
            lag=_read_lag(session, now),
            embargoed=session.scalar(embargoed) or 0,
            next_due=_read_waiting(session, now),
            dead=_read_dead(session),
            errors=_read_errors(session),
        )


def _read_counts(session: Session) -> tuple[TargetCounts, ...]:
    query = select(DeliveryRow.target, DeliveryRow.state, func.count()).group_by(
        DeliveryRow.target, DeliveryRow.state
    )
    found: dict[str, dict[str, int]] = {}
    for target, state, count in session.execute(query):
        found.setdefault(target, {})[state] = count
    states = ("pending", "delivered", "dropped", "dead")
    return tuple(
        TargetCounts(target, *(counts.get(state, 0) for state in states))
        for target, counts in sorted(found.items())
    )


def _read_lag(session: Session, now: datetime) -> DeliveryLag:
    oldest = (
        select(StoryRow.arrived_at, DeliveryRow.due_at)
        .join(DeliveryRow.story)
        .where(DeliveryRow.state == "pending", DeliveryRow.due_at <= now)
        .order_by(DeliveryRow.due_at)
        .limit(1)
    )
    waiting = session.execute(oldest).first()
    last = (
        select(StoryRow.arrived_at, DeliveryRow.due_at, DeliveryRow.delivered_at)
        .join(DeliveryRow.story)
        .where(DeliveryRow.state == "delivered")
        .order_by(DeliveryRow.id.desc())
        .limit(_MEASURED)
    )
    seconds = sorted(
        (delivered - max(arrived, due)).total_seconds()
        for arrived, due, delivered in session.execute(last)
        if delivered is not None
    )
    return DeliveryLag(
        None if waiting is None else (now - max(waiting)).total_seconds(),
        _percentile(seconds, 0.5),
        _percentile(seconds, 0.95),
        len(seconds),
    )


def _percentile(ordered: Sequence[float], share: float) -> float | None:
    """Return the least value that so many are not above (nearest rank)."""
    return ordered[ceil(share * len(ordered)) - 1] if ordered else None


def _read_waiting(session: Session, now: datetime) -> tuple[EmbargoedDelivery, ...]:
    query = (
        select(StoryRow.guid, StoryRow.version, DeliveryRow.target, DeliveryRow.due_at)
        .join(DeliveryRow.story)
        .where(DeliveryRow.state == "pending", DeliveryRow.due_at > now)
        .order_by(DeliveryRow.due_at, DeliveryRow.id)
        .limit(_SHOWN)
    )
    return tuple(EmbargoedDelivery(*row) for row in session.execute(query))


def _read_dead(session: Session) -> tuple[DeadDelivery, ...]:
    query = (
        select(StoryRow.guid, StoryRow.version, DeliveryRow.target, DeliveryRow.last_error)
        .join(DeliveryRow.story)
        .where(DeliveryRow.state == "dead")
        .order_by(DeliveryRow.id.desc())
        .limit(_SHOWN)
    )
    return tuple(DeadDelivery(*row) for row in session.execute(query))


def _read_errors(session: Session) -> tuple[WireFailure, ...]:
    query = (
        select(WireErrorRow.at, WireErrorRow.source, WireErrorRow.message)
        .order_by(WireErrorRow.id.desc())
        .limit(_SHOWN)
    )
    return tuple(WireFailure(*row) for row in session.execute(query))
