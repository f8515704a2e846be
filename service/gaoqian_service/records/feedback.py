"""Editors' feedback: appended, never changed, read in order of arrival."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from gaoqian.near_duplicates import MinHash
from gaoqian_service.errors import ConflictError
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import (
    ArticleRow,
    FeedbackRow,
    FeedbackTopicRow,
    Verdict,
)
from gaoqian_service.records.texts import SentText, digest_of, hash_text, keep_texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Feedback:
    """An editor's final topics for one version of an article, and verdicts on suggestions.

    Attributes:
        article: The sender's identifier.
        version: The sender's version of it; empty where there is none.
        text_hash: The hash of the text, see `texts.hash_text`.
        headline: The headline, where it was sent.
        body: The body, where it was sent.
        topics: All topics that the article carries, says the editor.
        verdicts: The editor's verdict on a suggestion, by topic.
        editor: The editor's name.
        stage: The stage of review; empty where not given.
        model: The model that made the suggestions; empty where there were none.
        at: When the editor decided; None where the sender does not say.
    """

    article: str
    version: str
    text_hash: str
    headline: str | None = None
    body: str | None = None
    topics: frozenset[str]
    verdicts: Mapping[str, Verdict] = field(default_factory=dict)
    editor: str
    stage: str = ""
    model: str = ""
    at: datetime | None = None

    @property
    def content_hash(self) -> str:
        """Digest of the content; it does not depend on whether the text was sent along."""
        moment = None if self.at is None else self.at.astimezone(UTC).isoformat()
        content = [
            [self.article, self.version, self.text_hash, self.editor, self.stage, self.model],
            [sorted(self.topics), sorted(self.verdicts.items()), moment],
        ]
        return digest_of(json.dumps(content, ensure_ascii=True))


@dataclass(frozen=True, slots=True)
class StoredFeedback:
    """The outcome of storing feedback.

    Attributes:
        id: The id of its row.
        created: Whether it is new; false for a repeat.
    """

    id: int
    created: bool


def store_feedback(
    database: Database, feedback: Feedback, caller: str, key: str = ""
) -> StoredFeedback:
    """Store feedback once; it is on the disk when this returns.

    What was sent before under the same key is a repeat. Without a key,
    feedback with a time is a repeat where the same content is stored already; feedback without a
    time is one where its content equals the editor's latest feedback on this article and version.
    An editor who changes a decision and changes it back is thus stored three times.

    Args:
        database: The database to store it in.
        feedback: The feedback.
        caller: The name of the API key that it came with; empty without one.
        key: The sender's ``Idempotency-Key``; empty where there is none.

    Raises:
        ConflictError: the key was used for other content.
        DatabaseError: the database does not answer; nothing is known to be kept.
    """
    with database.begin() as session:
        identity = _identify(session, feedback, caller, key)
        earlier = session.scalar(select(FeedbackRow).where(FeedbackRow.identity == identity))
        if earlier is None:
            return StoredFeedback(_add(session, feedback, caller, identity), created=True)
        if earlier.content_hash != feedback.content_hash:
            raise ConflictError(
                f"Idempotency-Key {key!r} was used for feedback {earlier.id} with other content; "
                "expected a new key for what is new"
            )
        return StoredFeedback(earlier.id, created=False)


def _identify(session: Session, feedback: Feedback, caller: str, key: str) -> str:
    if key:
        return "key:" + digest_of(json.dumps([caller, key]))
    if feedback.at is not None:
        return "said:" + feedback.content_hash
    last = session.scalar(
        select(FeedbackRow)
        .join(FeedbackRow.article)
        .where(
            ArticleRow.article == feedback.article,
            ArticleRow.version == feedback.version,
            FeedbackRow.editor == feedback.editor,
        )
        .order_by(FeedbackRow.id.desc())
        .limit(1)
    )
    if last is not None and last.content_hash == feedback.content_hash:
        return last.identity
    return f"behind:{last.id if last else 0}:{feedback.content_hash}"


def _add(session: Session, feedback: Feedback, caller: str, identity: str) -> int:
    text = _text_of(feedback)
    now = datetime.now(UTC)
    row = FeedbackRow(
        article_id=keep_texts(session, [text])[text.key],
        editor=feedback.editor,
        stage=feedback.stage,
        model=feedback.model,
        caller=caller,
        identity=identity,
        content_hash=feedback.content_hash,
        made_at=feedback.at or now,
        received_at=now,
        topics=[
            FeedbackTopicRow(
                topic=topic, final=topic in feedback.topics, verdict=feedback.verdicts.get(topic)
            )
            for topic in sorted(feedback.topics | set(feedback.verdicts))
        ],
    )
    session.add(row)
    session.flush()
    return row.id


def _text_of(feedback: Feedback) -> SentText:
    known = feedback.article, feedback.version, feedback.text_hash
    if feedback.body is None and feedback.headline is None:
        return SentText(*known)
    headline, body = feedback.headline or "", feedback.body or ""
    assert hash_text(headline, body) == feedback.text_hash  # noqa: S101  the sender's was compared
    return SentText(*known, headline, body, MinHash.of(headline, body).to_bytes())


def select_feedback() -> Select[FeedbackRow]:
    """Return the query of all feedback rows, with their texts and topics loaded."""
    return select(FeedbackRow).options(
        joinedload(FeedbackRow.article), selectinload(FeedbackRow.topics)
    )


def read_feedback(
    database: Database, after: int = 0, limit: int = 100, article: str | None = None
) -> Sequence[FeedbackRow]:
    """Return feedback with its texts and topics, in order of arrival.

    Args:
        database: The database that it is stored in.
        after: Only feedback with a larger id.
        limit: How many rows at most.
        article: Only feedback on this article; None means all.

    Raises:
        DatabaseError: the database does not answer.
    """
    query = select_feedback().where(FeedbackRow.id > after).order_by(FeedbackRow.id).limit(limit)
    if article is not None:
        query = query.join(FeedbackRow.article).where(ArticleRow.article == article)
    with database.read() as session:
        return session.scalars(query).all()
