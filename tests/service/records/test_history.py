"""An article's history: whose topics count."""

from datetime import UTC, datetime

import pytest

from gaoqian_service.errors import UnknownError
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import Feedback, store_feedback
from gaoqian_service.records.history import MAX_TEXTS, History, read_history
from gaoqian_service.records.tables import (
    DecisionRow,
    FeedbackRow,
    FeedbackTopicRow,
    ScoreRow,
)
from gaoqian_service.records.texts import hash_text

_TAGGED = DecisionRow(
    status="tagged", scores=[ScoreRow(topic="safety", given=True), ScoreRow(topic="x", given=False)]
)
_NONE = DecisionRow(status="none", scores=[ScoreRow(topic="safety", given=False)])
_ABSTAINED = DecisionRow(status="abstained", scores=[])
_SAID = FeedbackRow(
    topics=[
        FeedbackTopicRow(topic="urban_renewal", final=True),
        FeedbackTopicRow(topic="fitness", final=True),
        FeedbackTopicRow(topic="safety", final=False),
    ]
)


@pytest.mark.parametrize(
    ("history", "decided_by", "topics"),
    [
        (History([], _TAGGED, None), "machine", ["safety"]),
        (History([], _NONE, None), "machine", []),
        (History([], _ABSTAINED, None), None, None),
        (History([], None, None), None, None),
        (History([], None, _SAID), "editor", ["fitness", "urban_renewal"]),
        (History([], _TAGGED, _SAID), "editor", ["fitness", "urban_renewal"]),
        (History([], _TAGGED, _SAID, is_canceled=True), None, None),
        (History([], _TAGGED, None, is_canceled=True), None, None),
    ],
)
def test_whose_topics_count(
    history: History, decided_by: str | None, topics: list[str] | None
) -> None:
    """The editor's before the machine's; neither's once the story is canceled."""
    assert (history.decided_by, history.topics) == (decided_by, topics)


def test_latest_feedback_and_texts(database: Database) -> None:
    """Feedback by the time of the editor's decision, texts by when they were first seen."""
    for number in range(MAX_TEXTS + 2):
        feedback = Feedback(
            article="a",
            version=str(number),
            text_hash=hash_text("", str(number)),
            topics=frozenset(),
            editor="li.wei",
            at=datetime(2026, 12, 1, 9, 59 - number, tzinfo=UTC),
        )
        store_feedback(database, feedback, "cms")
    history = read_history(database, "a")
    assert history.feedback is not None
    assert history.feedback.article.version == "0"
    versions = [text.version for text in history.texts]
    assert versions == [str(number) for number in range(MAX_TEXTS + 1, 1, -1)]


def test_unknown_article(database: Database) -> None:
    """The error names it."""
    with pytest.raises(UnknownError, match="'nobody'"):
        read_history(database, "nobody")
