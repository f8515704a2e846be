"""The review queue: logged articles of which the model is least sure (uncertainty sampling)."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import aliased

from gaoqian.near_duplicates import MinHash
from gaoqian_service.records.canceled_stories import is_canceled
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import ArticleRow, DecisionRow, FeedbackRow, ScoreRow

#: Candidates looked at for one queue; beyond them everything is a near-duplicate of something.
_MAX_CANDIDATES = 5_000
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class Doubtful:
    """An article that is worth an editor's look.

    Attributes:
        article: The text.
        decision: What the model said last.
        score: The topic's score, with threshold and margin.
    """

    article: ArticleRow
    decision: DecisionRow
    score: ScoreRow


def read_review(database: Database, topic: str, limit: int) -> list[Doubtful]:
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
    chosen: list[Doubtful] = []
    known: list[MinHash] = []
    with database.read() as session:
        rows = session.execute(_doubtful(topic), execution_options={"yield_per": _AT_A_TIME})
        for candidate in (Doubtful(*row) for row in rows):
            minhash = _minhash(candidate.article)
            if minhash is not None:
                if any(minhash.is_near_duplicate(other) for other in known):
                    continue
                known.append(minhash)
            chosen.append(candidate)
            if len(chosen) == limit:
                break
        rows.close()
    return chosen


def _minhash(article: ArticleRow) -> MinHash | None:
    return None if article.signature is None else MinHash.from_bytes(article.signature)


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
