"""``gaoqian feedback export``: labelled JSONL, for training."""

import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from commandline import call_gaoqian
from gaoqian import Taxonomy
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import Feedback, store_feedback
from gaoqian_service.records.texts import hash_text
from gaoqian_training.datasets import Dataset, read_dataset

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


def test_hashes_find_their_texts_in_an_archive(database: Database, tmp_path: Path) -> None:
    """What came as a hash is exported with the archive's text, or counted as missing."""
    for article in ("a", "b"):
        said = replace(_FIRST, article=article, headline=None, body=None)
        other = hash_text("", "别处没有的。") if article == "b" else said.text_hash
        store_feedback(database, replace(said, text_hash=other), "cms")
    archive = tmp_path / "archive.jsonl"
    lines = [{"id": "x", "body": "无关。"}, {"id": "y", "headline": "烟感", "body": "旧稿。"}]
    archive.write_text("\n".join(json.dumps(line) for line in lines), encoding="utf-8")
    outcome = call_gaoqian(
        "feedback", "export", "--texts", archive, "--database-url", _address(database)
    )
    (line,) = outcome.out.splitlines()
    assert json.loads(line)["id"] == "a"
    assert json.loads(line)["body"] == "旧稿。"
    assert "没有原文 1 篇" in outcome.err


def test_training_takes_the_export(
    database: Database, authored: Dataset, taxonomy: Taxonomy, tmp_path: Path
) -> None:
    """Every label arrives as it was given, and ``gaoqian train`` fits on it."""
    given = authored.items[::10]
    for item in given:
        article = item.article
        said = Feedback(
            article=article.id,
            version="1",
            text_hash=hash_text(article.headline, article.body),
            headline=article.headline,
            body=article.body,
            topics=item.topics,
            editor="li.wei",
        )
        store_feedback(database, said, "cms")
    outcome = call_gaoqian("feedback", "export", "--database-url", _address(database))
    exported = tmp_path / "feedback.jsonl"
    exported.write_text(outcome.out, encoding="utf-8")
    read = read_dataset([exported], taxonomy)
    assert [(item.article.id, item.article.body, item.topics) for item in read.items] == [
        (item.article.id, item.article.body, item.topics) for item in given
    ]
    assert all(item.reviewed for item in read.items)
    trained = call_gaoqian(
        "train", "--no-selection", "--data", exported, "--out", tmp_path / "models"
    )
    assert trained.code == 0, trained.err
