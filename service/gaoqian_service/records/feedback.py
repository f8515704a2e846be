"""What editors said: added, never changed, and read in the order in which it came."""

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
    """What an editor says of one version of an article.

    Attributes:
        article: The sender's identifier.
        version: The sender's version of it; empty where there is none.
        text_hash: The text it is about, see `texts.hash_text`.
        headline: The headline, where it was sent.
        body: The body, where it was sent.
        topics: Every topic that the article carries, for the editor.
        verdicts: What became of a suggestion, by topic.
        editor: Who says so.
        stage: At which stage of review.
        model: The model whose suggestions were looked at; empty where there were none.
        at: When the editor said so; None where the sender does not say.
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
        """Digest of all that is said; whether the text came along is no part of it."""
        moment = None if self.at is None else self.at.astimezone(UTC).isoformat()
        content = [
            [self.article, self.version, self.text_hash, self.editor, self.stage, self.model],
            [sorted(self.topics), sorted(self.verdicts.items()), moment],
        ]
        return digest_of(json.dumps(content, ensure_ascii=True))


@dataclass(frozen=True, slots=True)
class Stored:
    """What became of feedback that was sent.

    Attributes:
        id: Its number.
        created: Whether it is new; false for a repeat.
    """

    id: int
    created: bool


def store_feedback(database: Database, feedback: Feedback, caller: str, key: str = "") -> Stored:
    """Keep feedback once, on the disk when this returns.

    What was sent before under the same key is a repeat. Without a key, a repeat is what says the
    same of the same article and version as the editor's last word on it, or what says when it
    was said and is there already; so that an editor who changes to and fro is heard each time.

    Args:
        database: Where it is kept.
        feedback: What is said.
        caller: The name of the API key that it came with.
        key: The sender's ``Idempotency-Key``; empty where there is none.

    Raises:
        ConflictError: the key was used for other content.
        DatabaseError: the database does not answer; nothing is known to be kept.
    """
    with database.begin() as session:
        identity = _identify(session, feedback, caller, key)
        earlier = session.scalar(select(FeedbackRow).where(FeedbackRow.identity == identity))
        if earlier is None:
            return Stored(_add(session, feedback, caller, identity), created=True)
        if earlier.content_hash != feedback.content_hash:
            raise ConflictError(
                f"Idempotency-Key {key!r} was used for feedback {earlier.id} with other content; "
                "expected a new key for what is new"
            )
        return Stored(earlier.id, created=False)


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
        article_id=keep_texts(session, [text])[text.known_by],
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
    """Return the query of all feedback, each piece with its text and its topics."""
    return select(FeedbackRow).options(
        joinedload(FeedbackRow.article), selectinload(FeedbackRow.topics)
    )


def read_feedback(
    database: Database, after: int = 0, limit: int = 100, article: str | None = None
) -> Sequence[FeedbackRow]:
    """Return feedback with its texts and topics, in the order in which it came.

    Args:
        database: Where it is kept.
        after: The number behind which to go on.
        limit: How many at most.
        article: Only of this article.

    Raises:
        DatabaseError: the database does not answer.
    """
    query = select_feedback().where(FeedbackRow.id > after).order_by(FeedbackRow.id).limit(limit)
    if article is not None:
        query = query.join(FeedbackRow.article).where(ArticleRow.article == article)
    with database.read() as session:
        return session.scalars(query).all()
