"""Editorial tables: article texts, decisions, feedback, score counts, API keys."""

from datetime import datetime
from typing import Literal

from sqlalchemy import ForeignKey, Index, LargeBinary, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from gaoqian_service.records.tables.base import Table, UtcTime

#: An editor's verdict on one topic of a suggestion.
Verdict = Literal["accepted", "rejected_wrong", "rejected_marginal", "missed", "blocked"]


class ArticleRow(Table):
    """One text of one version of an article, identified by its hash.

    Attributes:
        article: The sender's identifier; empty where there is none.
        version: The sender's version; empty where there is none.
        text_hash: ``sha256:`` and 64 hexadecimal digits over headline, line feed and body.
        headline: The headline; None where texts are not kept.
        body: The body; None where texts are not kept.
        signature: See `MinHash.to_bytes`; None where it was never seen.
        seen_at: When it was first seen.
    """

    __tablename__ = "articles"
    __table_args__ = (UniqueConstraint("article", "version", "text_hash"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article: Mapped[str] = mapped_column(String(255), index=True)
    version: Mapped[str] = mapped_column(String(64))
    text_hash: Mapped[str] = mapped_column(String(71), index=True)
    headline: Mapped[str | None]
    body: Mapped[str | None]
    signature: Mapped[bytes | None] = mapped_column(LargeBinary)
    seen_at: Mapped[datetime] = mapped_column(UtcTime)


class DecisionRow(Table):
    """A model's decision on an article."""

    __tablename__ = "decisions"

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(ArticleRow.id), index=True)
    model: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    reason: Mapped[str | None] = mapped_column(String(32))
    decided_at: Mapped[datetime] = mapped_column(UtcTime)

    article: Mapped[ArticleRow] = relationship()
    scores: Mapped[list["ScoreRow"]] = relationship(back_populates="decision")


class ScoreRow(Table):
    """A decision's calibrated probability of one topic.

    Attributes:
        threshold: The model's threshold for the topic, 0 to 1; 0 in mode single.
        given: Whether the model gave the topic.
        margin: Distance between score and threshold, 0 to 1: the smaller, the less certain; in
            mode single, without meaning (see `review`).
    """

    __tablename__ = "decision_scores"
    __table_args__ = (Index(None, "topic", "margin"),)

    decision_id: Mapped[int] = mapped_column(ForeignKey(DecisionRow.id), primary_key=True)
    topic: Mapped[str] = mapped_column(String(64), primary_key=True)
    score: Mapped[float]
    threshold: Mapped[float]
    given: Mapped[bool]
    margin: Mapped[float]

    decision: Mapped[DecisionRow] = relationship(back_populates="scores")


class FeedbackRow(Table):
    """An editor's feedback on an article; never changed, only followed by later feedback.

    Attributes:
        identity: Makes a repeat recognisable: the caller's key, or a digest of the content.
        content_hash: Digest of the content, to tell a repeat from another use of a key.
        caller: Name of the API key; empty where none is needed.
        made_at: When the editor decided, as the sender says, else `received_at`.
    """

    __tablename__ = "feedback"
    __table_args__ = (UniqueConstraint("identity"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    article_id: Mapped[int] = mapped_column(ForeignKey(ArticleRow.id), index=True)
    editor: Mapped[str] = mapped_column(String(255))
    stage: Mapped[str] = mapped_column(String(64))
    model: Mapped[str] = mapped_column(String(64))
    caller: Mapped[str] = mapped_column(String(64))
    identity: Mapped[str] = mapped_column(String(255))
    content_hash: Mapped[str] = mapped_column(String(71))
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    received_at: Mapped[datetime] = mapped_column(UtcTime)

    article: Mapped[ArticleRow] = relationship()
    topics: Mapped[list["FeedbackTopicRow"]] = relationship(back_populates="feedback")

    @property
    def final_topics(self) -> list[str]:
        """The topics that the editor gave, by name."""
        return sorted(row.topic for row in self.topics if row.final)


class FeedbackTopicRow(Table):
    """One topic of one piece of feedback.

    Attributes:
        final: Whether the article carries the topic, says the editor.
        verdict: The verdict on the suggestion; None where the editor gave none.
    """

    __tablename__ = "feedback_topics"

    feedback_id: Mapped[int] = mapped_column(ForeignKey(FeedbackRow.id), primary_key=True)
    topic: Mapped[str] = mapped_column(String(64), primary_key=True)
    final: Mapped[bool]
    verdict: Mapped[str | None] = mapped_column(String(20))

    feedback: Mapped[FeedbackRow] = relationship(back_populates="topics")


class KeyRow(Table):
    """An API key; the key itself is shown once, at its creation, and stored nowhere.

    Attributes:
        name: Its purpose; unique among all keys.
        digest: SHA-256 of the key, hexadecimal. The key is random and long, so that no slow
            hash is needed against guessing.
        scopes: Scopes with commas between.
        revoked_at: Since when it is refused; None while it is valid.
    """

    __tablename__ = "api_keys"
    __table_args__ = (UniqueConstraint("name"), UniqueConstraint("digest"))

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    scopes: Mapped[str] = mapped_column(String(255))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    revoked_at: Mapped[datetime | None] = mapped_column(UtcTime)


class ShadowCountRow(Table):
    """How many articles a challenger and a champion both scored, and how many differently."""

    __tablename__ = "shadow_counts"

    challenger: Mapped[str] = mapped_column(String(64), primary_key=True)
    champion: Mapped[str] = mapped_column(String(64), primary_key=True)
    compared: Mapped[int]
    disagreed: Mapped[int]


class DisagreementRow(Table):
    """A topic of one article that only one of champion and challenger gave."""

    __tablename__ = "shadow_disagreements"
    __table_args__ = (Index(None, "challenger", "champion", "topic"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    challenger: Mapped[str] = mapped_column(String(64))
    champion: Mapped[str] = mapped_column(String(64))
    article: Mapped[str] = mapped_column(String(255))
    version: Mapped[str] = mapped_column(String(64))
    text_hash: Mapped[str] = mapped_column(String(71))
    topic: Mapped[str] = mapped_column(String(64))
    champion_score: Mapped[float | None]
    challenger_score: Mapped[float | None]
    champion_given: Mapped[bool]
    challenger_given: Mapped[bool]
    seen_at: Mapped[datetime] = mapped_column(UtcTime)


class ScoreCountRow(Table):
    """How many articles of a week had which probabilities; no texts.

    Attributes:
        model: The bundle that scored them, see `Tagger.counted_as`.
        week: Its Monday, ``2026-11-30``.
        cell: Which probabilities, see `gaoqian.mixture.cell_of`.
        articles: How many.
    """

    __tablename__ = "score_counts"

    model: Mapped[str] = mapped_column(String(64), primary_key=True)
    week: Mapped[str] = mapped_column(String(10), primary_key=True)
    cell: Mapped[str] = mapped_column(String(255), primary_key=True)
    articles: Mapped[int]
