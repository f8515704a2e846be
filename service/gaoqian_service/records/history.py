"""An article's history: the model's last decision and the editor's last feedback."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from gaoqian_service.errors import UnknownError
from gaoqian_service.records.canceled_stories import is_canceled
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import select_feedback
from gaoqian_service.records.tables import ArticleRow, DecisionRow, FeedbackRow

#: Texts of one article that are shown: the latest.
MAX_TEXTS = 50


@dataclass(frozen=True, slots=True)
class History:
    """The texts, the last decision and the last feedback of one article.

    Attributes:
        texts: Its texts, the latest first, at most `MAX_TEXTS`.
        decision: The model's last decision; None where none is logged.
        feedback: The latest feedback; None where there is none.
        is_canceled: Whether its sender canceled it, so that neither counts any more.
    """

    texts: Sequence[ArticleRow]
    decision: DecisionRow | None
    feedback: FeedbackRow | None
    is_canceled: bool = False

    @property
    def decided_by(self) -> Literal["editor", "machine"] | None:
        """Who decides the article's topics: the editor, else the machine; None for neither.

        Tagging again changes the machine's decision only; feedback stays in force.
        """
        if self.is_canceled:
            return None
        if self.feedback is not None:
            return "editor"
        if self.decision is not None and self.decision.status != "abstained":
            return "machine"
        return None

    @property
    def topics(self) -> list[str] | None:
        """The topics that `decided_by` gave; None where nobody decided."""
        if self.feedback is not None and self.decided_by == "editor":
            return self.feedback.final_topics
        if self.decision is not None and self.decided_by == "machine":
            return [row.topic for row in self.decision.scores if row.given]
        return None


def read_history(database: Database, article: str) -> History:
    """Return the history of an article.

    Args:
        database: The database with the decision log and feedback.
        article: The sender's identifier.

    Raises:
        UnknownError: it has neither decisions nor feedback.
        DatabaseError: the database does not answer.
    """
    of_article = ArticleRow.article == article
    texts = select(ArticleRow).where(of_article).order_by(ArticleRow.id.desc()).limit(MAX_TEXTS)
    decisions = (
        select(DecisionRow)
        .join(DecisionRow.article)
        .where(of_article)
        .options(joinedload(DecisionRow.article), selectinload(DecisionRow.scores))
        .order_by(DecisionRow.id.desc())
        .limit(1)
    )
    spoken = (
        select_feedback()
        .join(FeedbackRow.article)
        .where(of_article)
        .order_by(FeedbackRow.made_at.desc(), FeedbackRow.id.desc())
        .limit(1)
    )
    with database.read() as session:
        history = History(
            session.scalars(texts).all(),
            session.scalar(decisions),
            session.scalar(spoken),
            bool(session.scalar(select(is_canceled(article)))),
        )
    if not history.texts:
        raise UnknownError(
            f"article {article!r}: neither a logged decision nor feedback; decisions are logged "
            "under GAOQIAN_LOG_DECISIONS=true"
        )
    return history
