"""Editorial tables: what they refuse, and what rows say of themselves."""

from datetime import UTC, datetime

import pytest
from sqlalchemy.exc import IntegrityError

from gaoqian_service.records.database import Database
from gaoqian_service.records.tables import (
    ArticleRow,
    FeedbackRow,
    FeedbackTopicRow,
    KeyRow,
    Table,
)

_NOW = datetime(2026, 12, 1, tzinfo=UTC)


def _add(database: Database, row: Table) -> None:
    with database.begin() as session:
        session.add(row)


def test_one_row_a_text_of_a_version(database: Database) -> None:
    """Article, version and hash are unique together, and each alone is not."""
    for article, version, text_hash in [("a", "1", "x"), ("a", "1", "y"), ("b", "1", "x")]:
        _add(
            database,
            ArticleRow(article=article, version=version, text_hash=text_hash, seen_at=_NOW),
        )
    with pytest.raises(IntegrityError):
        _add(database, ArticleRow(article="a", version="1", text_hash="y", seen_at=_NOW))


def test_names_of_keys_are_unique(database: Database) -> None:
    """So that a log that names one says which it was."""
    _add(database, KeyRow(name="cms", digest="1", scopes="tag", created_at=_NOW))
    with pytest.raises(IntegrityError):
        _add(database, KeyRow(name="cms", digest="2", scopes="tag", created_at=_NOW))


def test_final_topics_are_those_that_the_editor_gave() -> None:
    """By name; topics that were only judged are not among them."""
    topics = [
        FeedbackTopicRow(topic="urban_renewal", final=True, verdict="missed"),
        FeedbackTopicRow(topic="safety", final=False, verdict="rejected_wrong"),
        FeedbackTopicRow(topic="fitness", final=True, verdict=None),
    ]
    assert FeedbackRow(topics=topics).final_topics == ["fitness", "urban_renewal"]
