"""The review queue: logged articles of which the model is least sure (uncertainty sampling)."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from gaoqian_service.records.canceled_stories import is_canceled
from gaoqian_service.records.database import Database
from gaoqian_service.records.near_duplicates import tell_same_story
from gaoqian_service.records.tables import ArticleRow, DecisionRow, FeedbackRow, ScoreRow

#: Candidates looked at for one queue; beyond them everything is a near-duplicate of something.
_MAX_CANDIDATES = 5_000
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class ReviewCandidate:
    """An uncertain article, for an editor to review.

    Attributes:
        article: The text.
        decision: The model's last decision on it.
        score: The topic's score, with threshold and margin.
    """

    article: ArticleRow
    decision: DecisionRow
    score: ScoreRow


def read_review(database: Database, topic: str, limit: int) -> list[ReviewCandidate]:
    """Return articles whose score is nearest to the topic's threshold, the nearest first.

    Of each article its last decision counts; articles that an editor has spoken of are left out,
    and of near-duplicates one is kept.

    Args:
        database: Where decisions are logged.
        topic: The topic in question.
        limit: How many at most.

    Raises:
        DatabaseError: the database does not answer.
    """
    chosen: list[ReviewCandidate] = []
    with database.read() as session:
        rows = session.execute(_doubtful(topic), execution_options={"yield_per": _AT_A_TIME})
        for candidate in (ReviewCandidate(*row) for row in rows):
            if not any(_same_story(candidate, other) for other in chosen):
                chosen.append(candidate)
            if len(chosen) == limit:
                break
        rows.close()
    return chosen


def _same_story(one: ReviewCandidate, other: ReviewCandidate) -> bool:
    here, there = one.article.signature, other.article.signature
    return here is not None and there is not None and tell_same_story(here, there)


def _doubtful(topic: str) -> Select[ArticleRow, DecisionRow, ScoreRow]:
    return (
        select(ArticleRow, DecisionRow, ScoreRow)
        .join(DecisionRow, DecisionRow.article_id == ArticleRow.id)
        .join(ScoreRow, ScoreRow.decision_id == DecisionRow.id)
        .where(ScoreRow.topic == topic, *_unsettled())
        .order_by(ScoreRow.margin, DecisionRow.id)
        .limit(_MAX_CANDIDATES)
    )


def _unsettled() -> Iterator[ColumnElement[bool]]:
    """Yield conditions: no later decision on the article, no feedback, and not killed."""
    later, its_article = aliased(DecisionRow), aliased(ArticleRow)
    spoken_of = aliased(ArticleRow)
    yield ~exists().where(
        later.article_id == its_article.id,
        later.id > DecisionRow.id,
        _is_same_article(its_article),
    )
    yield ~is_canceled(ArticleRow.article)
    yield ~exists().where(FeedbackRow.article_id == spoken_of.id, _is_same_article(spoken_of))


def _is_same_article(other: type[ArticleRow]) -> ColumnElement[bool]:
    """Return the condition: the same text, or another one of the same identifier."""
    return or_(
        other.id == ArticleRow.id,
        and_(ArticleRow.article != "", other.article == ArticleRow.article),
    )
