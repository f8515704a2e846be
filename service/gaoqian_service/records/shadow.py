"""Shadow comparisons: how often champion and challenger disagree, and on which articles."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from gaoqian import Article, TagResult
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DisagreementRow, ShadowCountRow
from gaoqian_service.records.texts import hash_text


@dataclass(frozen=True, slots=True)
class Comparison:
    """One article with the results of both models.

    Attributes:
        article: The article.
        champion: The result that was answered.
        challenger: The challenger's result.
        at: When they were compared, in UTC.
    """

    article: Article
    champion: TagResult
    challenger: TagResult
    at: datetime

    def disagreements(self) -> Iterator[DisagreementRow]:
        """Yield a row for each topic that only one of the models gives.

        A topic that only one of them knows counts as not given by the other.
        """
        given = {tag.topic for tag in self.champion.tags}
        given_by_challenger = {tag.topic for tag in self.challenger.tags}
        for topic in sorted(given ^ given_by_challenger):
            yield DisagreementRow(
                challenger=self.challenger.model,
                champion=self.champion.model,
                article=self.article.id,
                version=self.article.version,
                text_hash=hash_text(self.article.headline, self.article.body),
                topic=topic,
                champion_score=self.champion.scores.get(topic),
                challenger_score=self.challenger.scores.get(topic),
                champion_given=topic in given,
                challenger_given=topic in given_by_challenger,
                seen_at=self.at,
            )


def write_comparisons(database: Database, comparisons: Sequence[Comparison]) -> None:
    """Count comparisons and store their disagreements, in one transaction.

    Raises:
        DatabaseError: the database does not answer.
    """
    with database.begin() as session:
        for one in comparisons:
            rows = list(one.disagreements())
            session.add_all(rows)
            counts = _counts(session, one.challenger.model, one.champion.model)
            counts.compared += 1
            counts.disagreed += bool(rows)


def _counts(session: Session, challenger: str, champion: str) -> ShadowCountRow:
    """Return the row of a pair of models, added where missing; one writer runs at a time."""
    row = session.get(ShadowCountRow, (challenger, champion))
    if row is None:
        row = ShadowCountRow(challenger=challenger, champion=champion, compared=0, disagreed=0)
        session.add(row)
        session.flush()
    return row


@dataclass(frozen=True, slots=True)
class ShadowReport:
    """The shadow comparisons of a challenger.

    Attributes:
        counts: One row for each champion that it was compared with, by version.
        disagreements: The newest ones, newest first.
    """

    counts: Sequence[ShadowCountRow]
    disagreements: Sequence[DisagreementRow]


def read_shadow(
    database: Database, challenger: str, champion: str | None, topic: str | None, limit: int
) -> ShadowReport:
    """Read the comparisons of a challenger.

    Args:
        database: The database with the comparisons.
        challenger: The challenger's version.
        champion: Only comparisons with this version; None means all.
        topic: Only disagreements on this topic; None means all.
        limit: How many disagreements at most.

    Raises:
        DatabaseError: the database does not answer.
    """
    counts = select(ShadowCountRow).where(ShadowCountRow.challenger == challenger)
    rows = select(DisagreementRow).where(DisagreementRow.challenger == challenger)
    if champion is not None:
        counts = counts.where(ShadowCountRow.champion == champion)
        rows = rows.where(DisagreementRow.champion == champion)
    if topic is not None:
        rows = rows.where(DisagreementRow.topic == topic)
    with database.read() as session:
        return ShadowReport(
            session.scalars(counts.order_by(ShadowCountRow.champion)).all(),
            session.scalars(rows.order_by(DisagreementRow.id.desc()).limit(limit)).all(),
        )
