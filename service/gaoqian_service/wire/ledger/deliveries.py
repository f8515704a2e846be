"""Rows of the publish queue: which deliveries are due, and their outcome."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import case, or_, select, update
from sqlalchemy.orm import Session

from gaoqian import Article, TagResult
from gaoqian.json import decode
from gaoqian.readers import ReadFailure
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import select_feedback
from gaoqian_service.records.tables import ArticleRow, DeliveryRow, FeedbackRow, StoryRow
from gaoqian_service.wire.ledger.entering import note_failures


@dataclass(frozen=True, slots=True)
class QueuedDelivery:
    """A delivery that is due.

    Attributes:
        id: Its number.
        article: The version that it is about.
        arrived_at: When that arrived.
        result: What the model said; None where the item is withdrawn.
        editor_topics: An editor's last topics for any version; None without feedback.
        same_story_as: An earlier near-duplicate that may be named: it is under no embargo.
        withdraws: Whether it withdraws the story from the target.
    """

    id: int
    article: Article
    arrived_at: datetime
    result: TagResult | None
    editor_topics: tuple[str, ...] | None
    same_story_as: str
    withdraws: bool


def read_due(database: Database, target: str, limit: int) -> list[QueuedDelivery]:
    """Return what is due for a target, of each story in the order of its versions.

    Raises:
        DatabaseError: the database does not answer.
    """
    now = datetime.now(UTC)
    # Chosen by the index alone: where much is due, the texts of all of it need not be looked at.
    chosen = (
        select(DeliveryRow.id)
        .where(
            DeliveryRow.state == "pending",
            DeliveryRow.target == target,
            DeliveryRow.due_at <= now,
        )
        .order_by(DeliveryRow.id)
        .limit(limit)
    )
    query = (
        select(
            DeliveryRow.id,
            DeliveryRow.withdraws,
            StoryRow.guid,
            StoryRow.source,
            StoryRow.arrived_at,
            StoryRow.article,
            StoryRow.slip,
            StoryRow.same_story_as,
        )
        .join(DeliveryRow.story)
        .where(DeliveryRow.id.in_(chosen))
        .order_by(DeliveryRow.id)
    )
    with database.read() as session:
        rows = session.execute(query).all()
        spoken = _read_spoken(session, {row.guid for row in rows})
        named = _read_nameable(session, {row.same_story_as for row in rows} - {""}, now)
    return [
        QueuedDelivery(
            row.id,
            Article.from_record(decode(row.article), row.source),
            row.arrived_at,
            None if row.withdraws or row.slip is None else _result(row.slip),
            spoken.get(row.guid),
            row.same_story_as if row.same_story_as in named else "",
            row.withdraws,
        )
        for row in rows
    ]


def has_pending(database: Database, targets: Sequence[str]) -> bool:
    """Return whether something that is due waits for one of these targets."""
    query = select(DeliveryRow.id).where(
        DeliveryRow.state == "pending",
        DeliveryRow.target.in_(targets),
        DeliveryRow.due_at <= datetime.now(UTC),
    )
    with database.read() as session:
        return session.scalar(query.limit(1)) is not None


def mark_delivered(database: Database, due: Iterable[QueuedDelivery]) -> None:
    """Mark deliveries as accepted by the target."""
    statement = update(DeliveryRow).where(DeliveryRow.id.in_([one.id for one in due]))
    # What was dropped meanwhile stays so; its withdrawal stands behind it.
    state = case((DeliveryRow.state == "pending", "delivered"), else_=DeliveryRow.state)
    with database.begin() as session:
        session.execute(statement.values(delivered_at=datetime.now(UTC), state=state))


def mark_failed(
    database: Database, due: Iterable[QueuedDelivery], target: str, reason: str
) -> None:
    """Record a failed attempt; the deliveries stay pending."""
    statement = update(DeliveryRow).where(DeliveryRow.id.in_([one.id for one in due]))
    with database.begin() as session:
        session.execute(statement.values(attempts=DeliveryRow.attempts + 1, last_error=reason))
        note_failures(session, [ReadFailure(target, reason)], datetime.now(UTC))


def mark_dead(database: Database, due: QueuedDelivery, target: str, reason: str) -> None:
    """Mark a delivery as refused for good."""
    statement = update(DeliveryRow).where(DeliveryRow.id == due.id)
    with database.begin() as session:
        session.execute(
            statement.values(state="dead", attempts=DeliveryRow.attempts + 1, last_error=reason)
        )
        note_failures(session, [ReadFailure(target, reason)], datetime.now(UTC))


def _result(slip: str) -> TagResult:
    return TagResult.from_dict(decode(slip))


def _read_spoken(session: Session, guids: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the topics that an editor gave last, by story."""
    rows = session.scalars(
        select_feedback()
        .join(FeedbackRow.article)
        .where(ArticleRow.article.in_(guids))
        .order_by(FeedbackRow.made_at, FeedbackRow.id)
    )
    return {row.article.article: tuple(row.final_topics) for row in rows}


def _read_nameable(session: Session, guids: set[str], now: datetime) -> set[str]:
    if not guids:
        return set()
    rows = session.scalars(
        select(StoryRow.guid).where(
            StoryRow.guid.in_(guids),
            StoryRow.state == "current",
            StoryRow.pub_status == "usable",
            or_(StoryRow.embargoed_until.is_(None), StoryRow.embargoed_until <= now),
        )
    )
    return set(rows)
