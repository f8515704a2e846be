"""Response models of an article's history and of the review queue."""

from datetime import datetime
from typing import Literal, Self

from pydantic import BaseModel, Field

from gaoqian_service.http.schemas.feedback import FeedbackAnswer, build_feedback_answer
from gaoqian_service.records.history import History
from gaoqian_service.records.review import ReviewCandidate
from gaoqian_service.records.tables import DecisionRow


class ScoreAnswer(BaseModel):
    """一个主题的概率 A topic's probability, and what came of it."""

    topic: str
    score: float
    threshold: float
    given: bool


class DecisionAnswer(BaseModel):
    """模型的判断 What the machine said."""

    model: str
    version: str = Field(description="稿件版本 The article's version")
    text_hash: str
    status: Literal["tagged", "none", "abstained"]
    reason: str | None
    topics: list[str]
    scores: list[ScoreAnswer]
    at: datetime


class TextAnswer(BaseModel):
    """稿件的一个文本 One of its texts."""

    version: str
    text_hash: str
    headline: str | None = Field(description="未保存原文时为空 Null where texts are not kept")
    body: str | None
    seen_at: datetime


class ArticleAnswer(BaseModel):
    """一篇稿件：模型的与编辑的并列 An article: the machine's word beside the editor's."""

    article: str
    topics: list[str] | None = Field(
        description="以编辑的为准，没有则用模型的 The editor's, else the machine's"
    )
    decided_by: Literal["editor", "machine"] | None
    canceled: bool = Field(
        description="来稿单位已撤稿，标签作废 Killed by its sender, its tags count no more"
    )
    machine: DecisionAnswer | None
    editor: FeedbackAnswer | None
    texts: list[TextAnswer]

    @classmethod
    def of(cls, article: str, history: History) -> Self:
        """Build the response from an article's history."""
        return cls(
            article=article,
            topics=history.topics,
            decided_by=history.decided_by,
            canceled=history.is_canceled,
            machine=_build_decision_answer(history.decision) if history.decision else None,
            editor=build_feedback_answer(history.feedback) if history.feedback else None,
            texts=[TextAnswer.model_validate(text, from_attributes=True) for text in history.texts],
        )


class DoubtfulAnswer(BaseModel):
    """模型拿不准的一篇 An article that the model is not sure of."""

    article: str
    version: str
    text_hash: str
    headline: str | None
    body: str | None
    score: float
    threshold: float
    given: bool
    model: str
    at: datetime


class ReviewAnswer(BaseModel):
    """待看的稿件，最拿不准的在前 What is worth a look, the least sure first."""

    topic: str
    articles: list[DoubtfulAnswer]


def build_review_entry(candidate: ReviewCandidate) -> DoubtfulAnswer:
    """Build the response for one article of the review queue."""
    text, decision, score = candidate.article, candidate.decision, candidate.score
    return DoubtfulAnswer(
        article=text.article,
        version=text.version,
        text_hash=text.text_hash,
        headline=text.headline,
        body=text.body,
        score=score.score,
        threshold=score.threshold,
        given=score.given,
        model=decision.model,
        at=decision.decided_at,
    )


def _build_decision_answer(row: DecisionRow) -> DecisionAnswer:
    scores = [ScoreAnswer.model_validate(score, from_attributes=True) for score in row.scores]
    return DecisionAnswer.model_validate(
        {
            "model": row.model,
            "version": row.article.version,
            "text_hash": row.article.text_hash,
            "status": row.status,
            "reason": row.reason,
            "topics": [score.topic for score in scores if score.given],
            "scores": scores,
            "at": row.decided_at,
        }
    )
