"""Models of feedback: what becomes of a request, and of a stored row."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from gaoqian_service.errors import ContentError
from gaoqian_service.http.schemas.feedback import FeedbackRequest, build_feedback_answer
from gaoqian_service.records.tables import ArticleRow, FeedbackRow, FeedbackTopicRow
from gaoqian_service.records.texts import hash_text

_KNOWN = frozenset({"safety", "fitness"})
_SENT: dict[str, Any] = {
    "article": "a",
    "body": "灭火毯。",
    "topics": ["safety"],
    "editor": "li.wei",
}
_NOW = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)


def _feedback(**changes: Any) -> FeedbackRequest:
    return FeedbackRequest.model_validate(_SENT | changes)


def test_hash_is_computed_from_the_text_or_taken() -> None:
    """A headline that is missing counts as empty."""
    assert _feedback().to_feedback(_KNOWN).text_hash == hash_text("", "灭火毯。")
    own = hash_text("烟感", "别处。")
    by_hash = _feedback(body=None, text_hash=own).to_feedback(_KNOWN)
    assert (by_hash.text_hash, by_hash.body) == (own, None)


@pytest.mark.parametrize("verdict", ["accepted", "missed", "rejected_wrong", "blocked"])
@pytest.mark.parametrize("given", [True, False])
def test_verdict_agrees_with_the_topics(verdict: str, given: bool) -> None:
    """Accepted and missed topics are among them, rejected and blocked ones are not."""
    request = _feedback(topics=["safety"] if given else [], verdicts={"safety": verdict})
    if given == (verdict in ("accepted", "missed")):
        assert request.to_feedback(_KNOWN).verdicts == {"safety": verdict}
    else:
        with pytest.raises(ContentError) as caught:
            request.to_feedback(_KNOWN)
        assert caught.value.field == "verdicts.safety"


def test_clock_that_is_ahead_by_hours_is_taken() -> None:
    """One that is ahead by days is not."""
    now = datetime.now(UTC)
    near = _feedback(at=(now + timedelta(hours=20)).isoformat())
    assert near.to_feedback(_KNOWN).at == near.at
    with pytest.raises(ContentError, match="not ahead"):
        _feedback(at=(now + timedelta(days=2)).isoformat()).to_feedback(_KNOWN)


def test_stored_row_is_answered_as_it_was_sent() -> None:
    """Topics that were given by name, verdicts by topic, and who sent it when."""
    row = FeedbackRow(
        id=3,
        article=ArticleRow(article="a", version="2", text_hash="sha256:0"),
        editor="li.wei",
        stage="二审",
        model="m-1",
        caller="cms",
        made_at=_NOW,
        received_at=_NOW + timedelta(minutes=1),
        topics=[
            FeedbackTopicRow(topic="safety", final=True, verdict=None),
            FeedbackTopicRow(topic="fitness", final=False, verdict="rejected_wrong"),
        ],
    )
    answer = build_feedback_answer(row)
    assert (answer.id, answer.article, answer.version) == (3, "a", "2")
    assert (answer.topics, answer.verdicts) == (["safety"], {"fitness": "rejected_wrong"})
    assert (answer.at, answer.received_at) == (_NOW, _NOW + timedelta(minutes=1))
