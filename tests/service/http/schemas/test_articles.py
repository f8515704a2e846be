"""Models of an article's history and of the review queue."""

from datetime import UTC, datetime

from gaoqian_service.http.schemas.articles import ArticleAnswer, build_review_entry
from gaoqian_service.records.history import History
from gaoqian_service.records.review import ReviewCandidate
from gaoqian_service.records.tables import ArticleRow, DecisionRow, ScoreRow

_NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
_TEXT = ArticleRow(
    article="a", version="2", text_hash="sha256:0", headline="烟感", body=None, seen_at=_NOW
)
_SCORES = [
    ScoreRow(topic="safety", score=0.75, threshold=0.5, given=True, margin=0.25),
    ScoreRow(topic="fitness", score=0.125, threshold=0.5, given=False, margin=0.375),
]
_DECISION = DecisionRow(
    model="m-1", status="tagged", reason=None, decided_at=_NOW, article=_TEXT, scores=_SCORES
)


def test_machine_beside_the_editor() -> None:
    """Scores of all topics, and the topics that were given; the editor's side may be empty."""
    answer = ArticleAnswer.of("a", History([_TEXT], _DECISION, None))
    assert (answer.topics, answer.decided_by, answer.canceled) == (["safety"], "machine", False)
    assert answer.machine is not None
    assert answer.machine.topics == ["safety"]
    assert [score.score for score in answer.machine.scores] == [0.75, 0.125]
    assert (answer.machine.version, answer.machine.at) == ("2", _NOW)
    assert answer.editor is None
    assert [text.headline for text in answer.texts] == ["烟感"]


def test_nothing_counts_of_a_canceled_story() -> None:
    """What the machine said is shown nevertheless."""
    answer = ArticleAnswer.of("a", History([_TEXT], _DECISION, None, is_canceled=True))
    assert (answer.topics, answer.decided_by, answer.canceled) == (None, None, True)
    assert answer.machine is not None


def test_entry_of_the_review_queue() -> None:
    """Text, score and threshold of the topic in question, and the model's version."""
    entry = build_review_entry(ReviewCandidate(_TEXT, _DECISION, _SCORES[1]))
    assert (entry.article, entry.headline, entry.body) == ("a", "烟感", None)
    assert (entry.score, entry.threshold, entry.given) == (0.125, 0.5, False)
    assert (entry.model, entry.at) == ("m-1", _NOW)
