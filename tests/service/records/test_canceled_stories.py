"""A canceled story is gone for editors and for training, too."""

import json
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from commandline import call_gaoqian
from gaoqian import Article, Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.records.database import Database
from gaoqian_service.records.feedback import Feedback, store_feedback
from gaoqian_service.records.texts import hash_text
from gaoqian_service.serving.serving import Serving
from gaoqian_service.settings import Settings
from gaoqian_service.wire.intake import Intake
from gaoqian_service.wire.tagging import InlineTagging

_BODY = "楼道消防通道被堵，居民盼整改。"
_SAID = Feedback(
    article="a",
    version="1",
    text_hash=hash_text("", _BODY),
    headline="",
    body=_BODY,
    topics=frozenset({"safety"}),
    editor="li.wei",
)


@pytest.fixture
def killed(database: Database, tagger: Tagger) -> Database:
    """A database in which story ``a`` was killed after an editor had labelled it."""
    store_feedback(database, _SAID, "cms")
    store_feedback(database, replace(_SAID, article="same text"), "cms")
    other = replace(_SAID, article="b", text_hash=hash_text("", "健身步道。"), body="健身步道。")
    store_feedback(database, other, "cms")
    intake = Intake(database, InlineTagging(Serving(tagger)), [])
    intake.take([Article(body=_BODY, id="a", version="1")])
    intake.take([Article(id="a", version="2", pub_status="canceled")])
    return database


def test_nobody_learns_from_it(killed: Database) -> None:
    """Neither from the story nor from its text under another name."""
    address = killed.engine.url.render_as_string(hide_password=False)
    outcome = call_gaoqian("feedback", "export", "--database-url", address)
    assert [json.loads(line)["id"] for line in outcome.out.splitlines()] == ["b"]
    assert "已撤稿，不导出 2 篇" in outcome.err


def test_its_tags_count_no_more(killed: Database, models_folder: Path) -> None:
    """Whoever asks is told so, and still sees who had said what."""
    address = killed.engine.url.render_as_string(hide_password=False)
    settings = Settings(models=models_folder, database_url=SecretStr(address), log_decisions=True)
    with TestClient(create_app(settings)) as client:
        client.post("/v1/tag", json={"id": "a", "body": _BODY})
        client.post("/v1/tag", json={"id": "c", "body": _BODY + "记者探访。"})
    with TestClient(create_app(settings)) as client:  # what waited is written by now
        found = client.get("/v1/articles/a").json()
        queue = client.get("/v1/review", params={"topic": "safety"}).json()["articles"]
    assert (found["canceled"], found["topics"], found["decided_by"]) == (True, None, None)
    assert found["editor"]["topics"] == ["safety"]
    assert [one["article"] for one in queue] == ["c"]
