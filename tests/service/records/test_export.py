"""Feedback goes to training as labelled JSONL."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from commandline import call_gaoqian
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import Feedback, store_feedback
from gaoqian_service.records.texts import hash_text

_AT = datetime(2026, 11, 24, 1, 30, tzinfo=UTC)
_FIRST = Feedback(
    article="a",
    version="1",
    text_hash=hash_text("烟感", "旧稿。"),
    headline="烟感",
    body="旧稿。",
    topics=frozenset({"safety"}),
    editor="li.wei",
    at=_AT,
)


def _address(database: Database) -> str:
    return database.engine.url.render_as_string(hide_password=False)


def test_last_word_on_an_article_counts(database: Database) -> None:
    """By the time it was said, whatever came in last; with the text it is about."""
    later = replace(
        _FIRST,
        version="2",
        text_hash=hash_text("烟感", "新稿。"),
        body="新稿。",
        topics=frozenset({"safety", "urban_renewal"}),
        at=_AT + timedelta(minutes=5),
    )
    for said in (later, _FIRST, replace(_FIRST, article="b", topics=frozenset())):
        store_feedback(database, said, "cms")
    outcome = call_gaoqian("feedback", "export", "--database-url", _address(database))
    assert outcome.code == 0, outcome.err
    assert [json.loads(line) for line in outcome.out.splitlines()] == [
        {
            "id": "a",
            "headline": "烟感",
            "body": "新稿。",
            "topics": ["safety", "urban_renewal"],
            "reviewed": True,
        },
        {"id": "b", "headline": "烟感", "body": "旧稿。", "topics": [], "reviewed": True},
    ]
    assert "3 条反馈，2 篇稿件；已导出 2 篇" in outcome.err
