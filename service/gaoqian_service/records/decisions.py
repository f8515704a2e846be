"""The decision log: each result of a model, with score and threshold of every topic."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert

from gaoqian import Article, TagResult
from gaoqian.near_duplicates import MinHash
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import DecisionRow, ScoreRow
from gaoqian_service.records.texts import SentText, hash_text, keep_texts


@dataclass(frozen=True, slots=True)
class LoggedDecision:
    """A tagging decision to be logged.

    Attributes:
        article: The article that was tagged.
        result: The result that was answered.
        thresholds: The model's thresholds, by topic.
        at: When it was tagged, in UTC.
    """

    article: Article
    result: TagResult
    thresholds: Mapping[str, float]
    at: datetime

    def to_record(self, *, keeps_text: bool) -> "DecisionRecord":
        """Return the record to write; the text is hashed, and its MinHash computed, here."""
        headline, body = self.article.headline, self.article.body
        text = SentText(
            self.article.id,
            self.article.version,
            hash_text(headline, body),
            headline if keeps_text else None,
            body if keeps_text else None,
            MinHash.of(headline, body).to_bytes(),
        )
        return DecisionRecord(self, text)


@dataclass(frozen=True, slots=True)
class DecisionRecord:
    """A decision with its text, ready to be written."""

    logged: LoggedDecision
    text: SentText

    def decision(self, article: int) -> dict[str, object]:
        """Return the columns of the decision's row."""
        return {
            "article_id": article,
            "model": self.logged.result.model,
            "status": self.logged.result.status,
            "reason": self.logged.result.reason,
            "decided_at": self.logged.at,
        }

    def scores(self, decision: int) -> Iterator[dict[str, object]]:
        """Yield the columns of each topic's score; none where nothing was scored."""
        result = self.logged.result
        given = {tag.topic for tag in result.tags}
        for topic, score in result.scores.items():
            threshold = self.logged.thresholds.get(topic)
            if threshold is not None:
                yield {
                    "decision_id": decision,
                    "topic": topic,
                    "score": score,
                    "threshold": threshold,
                    "given": topic in given,
                    "margin": abs(score - threshold),
                }


def write_decisions(database: Database, records: Sequence[DecisionRecord]) -> None:
    """Write decisions and their texts, in one transaction.

    Raises:
        DatabaseError: the database does not answer.
    """
    with database.begin() as session:
        articles = keep_texts(session, (record.text for record in records))
        numbers = session.scalars(
            insert(DecisionRow).returning(DecisionRow.id, sort_by_parameter_order=True),
            [record.decision(articles[record.text.key]) for record in records],
        )
        scores = [
            score
            for number, record in zip(numbers, records, strict=True)
            for score in record.scores(number)
        ]
        if scores:
            session.execute(insert(ScoreRow), scores)
