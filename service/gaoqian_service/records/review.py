"""The review queue: logged articles of which the model is least sure (uncertainty sampling)."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, or_, select
from sqlalchemy.orm import aliased

from gaoqian.near_duplicates import MinHash
from gaoqian.taxonomy import Mode
from gaoqian_service.records.canceled_stories import is_canceled
from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import ArticleRow, DecisionRow, FeedbackRow, ScoreRow

#: Candidates read for one queue: it ends early where nearly all are near-duplicates.
_MAX_CANDIDATES = 5_000
_AT_A_TIME = 200


@dataclass(frozen=True, slots=True)
class ReviewCandidate:
    """An uncertain article, for an editor to review.

    Attributes:
        article: The text.
        decision: The model's last decision on it.
        score: The topic's score, threshold and margin.
    """

    article: ArticleRow
    decision: DecisionRow
    score: ScoreRow


def read_review(
    database: Database, topic: str, limit: int, mode: Mode = "multi"
) -> list[ReviewCandidate]:
    """Return the articles that are least certain to have a topic or not, least certain first.

    In mode multi these are the articles whose score is nearest to the topic's threshold. In mode
    single, where the likeliest topic is given, they are those where the topic's score is nearest
    to the highest score of the other topics: where it is one of the two likeliest topics, this is
    the margin between the two.

    Each article counts by its last decision. Articles with feedback and canceled stories are left
    out, and of near-duplicates only the first is kept.

    Args:
        database: The database with the decision log.
        topic: The topic's identifier.
        limit: How many articles at most.
        mode: As in `Taxonomy`.

    Raises:
        DatabaseError: the database does not answer.
    """
    chosen: list[ReviewCandidate] = []
    known: list[MinHash] = []
    with database.read() as session:
        rows = session.execute(
            _candidates(topic, mode), execution_options={"yield_per": _AT_A_TIME}
        )
        for candidate in (ReviewCandidate(*row) for row in rows):
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


def _candidates(topic: str, mode: Mode) -> Select[ArticleRow, DecisionRow, ScoreRow]:
    return (
        select(ArticleRow, DecisionRow, ScoreRow)
        .join(DecisionRow, DecisionRow.article_id == ArticleRow.id)
        .join(ScoreRow, ScoreRow.decision_id == DecisionRow.id)
        .where(ScoreRow.topic == topic, *_unsettled())
        .order_by(_single_margin() if mode == "single" else ScoreRow.margin, DecisionRow.id)
        .limit(_MAX_CANDIDATES)
    )


def _single_margin() -> ColumnElement[float]:
    """Return the margin of a decision in mode single.

    There thresholds are 0, so the stored margin, the distance to the threshold, is the score
    itself. The margin is computed for each query, so that all decisions ever logged are right;
    those of an earlier bundle in mode multi keep theirs.
    """
    other = aliased(ScoreRow)
    best_other = (
        select(func.max(other.score))
        .where(other.decision_id == ScoreRow.decision_id, other.topic != ScoreRow.topic)
        .scalar_subquery()
    )
    margin = func.abs(ScoreRow.score - func.coalesce(best_other, 0.0))
    return case((ScoreRow.threshold > 0, ScoreRow.margin), else_=margin)


def _unsettled() -> Iterator[ColumnElement[bool]]:
    """Yield conditions: no later decision on the article, no feedback, and not canceled."""
    later, its_article = aliased(DecisionRow), aliased(ArticleRow)
    reviewed = aliased(ArticleRow)
    yield ~exists().where(
        later.article_id == its_article.id,
        later.id > DecisionRow.id,
        _is_same_article(its_article),
    )
    yield ~is_canceled(ArticleRow.article)
    yield ~exists().where(FeedbackRow.article_id == reviewed.id, _is_same_article(reviewed))


def _is_same_article(other: type[ArticleRow]) -> ColumnElement[bool]:
    """Return the condition that a text is the same, or has the same article identifier."""
    return or_(
        other.id == ArticleRow.id,
        and_(ArticleRow.article != "", other.article == ArticleRow.article),
    )
