"""``GET /v1/articles/{article}`` and ``GET /v1/review``."""

import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx2
import pytest
from fastapi.testclient import TestClient

from gaoqian import ModelStore, Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.records.texts import hash_text
from gaoqian_service.settings import Settings
from gaoqian_training.candidates import candidates_for
from gaoqian_training.datasets import Dataset
from gaoqian_training.settings import TrainingSettings
from gaoqian_training.trainer import train
from live import until

_HEADLINE = "老楼道里装上了烟感"


_BODY = "消防站的队员逐户检查电线，教老人用灭火毯。"


_SAID: dict[str, Any] = {
    "article": "20261124-017",
    "version": "2",
    "headline": _HEADLINE,
    "body": _BODY,
    "topics": ["urban_renewal"],
    "verdicts": {"urban_renewal": "missed", "safety": "rejected_marginal"},
    "editor": "li.wei",
    "stage": "二审",
    "at": "2026-11-24T09:30:00+08:00",
}


def _tag(client: TestClient, identifier: str, headline: str, body: str) -> dict[str, Any]:
    article = {"id": identifier, "version": "2", "headline": headline, "body": body}
    answer = client.post("/v1/tag", json=article)
    assert answer.status_code == 200
    result: dict[str, Any] = answer.json()
    return result


def _once(look: Callable[[], httpx2.Response]) -> Any:
    """Look until something is there: decisions are written a moment later."""
    for _ in range(200):
        answer = look()
        if answer.status_code == 200 and answer.json().get("articles") != []:
            return answer.json()
        time.sleep(0.05)
    pytest.fail(f"nothing was logged: {answer.text}")


def test_editor_s_word_outlasts_tagging_again(newsroom: TestClient) -> None:
    """Both stand side by side; the editor's counts, however often the machine speaks after."""
    first = _tag(newsroom, "20261124-017", _HEADLINE, _BODY)
    assert [tag["topic"] for tag in first["tags"]] == ["safety"]
    before = _once(lambda: newsroom.get("/v1/articles/20261124-017"))
    assert (before["topics"], before["decided_by"]) == (["safety"], "machine")
    assert before["editor"] is None
    newsroom.post("/v1/feedback", json=_SAID)
    _tag(newsroom, "20261124-017", _HEADLINE, _BODY + "火警电话是119。")

    def after() -> httpx2.Response:
        answer = newsroom.get("/v1/articles/20261124-017")
        return answer if len(answer.json()["texts"]) == 2 else httpx2.Response(404)

    article = _once(after)
    assert (article["topics"], article["decided_by"]) == (["urban_renewal"], "editor")
    assert article["machine"]["topics"] == ["safety"]
    assert article["machine"]["text_hash"] == hash_text(_HEADLINE, _BODY + "火警电话是119。")
    assert article["editor"]["verdicts"] == _SAID["verdicts"]
    assert article["editor"]["at"] == "2026-11-24T01:30:00Z"
    (safety,) = [one for one in article["machine"]["scores"] if one["topic"] == "safety"]
    assert safety["given"]
    assert safety["score"] > safety["threshold"]


def test_unknown_article(newsroom: TestClient) -> None:
    """404, with what could be done; an identifier may hold slashes."""
    answer = newsroom.get("/v1/articles/tag:example.com,2026:a/b")
    assert answer.status_code == 404
    assert "tag:example.com,2026:a/b" in answer.json()["detail"]
    newsroom.post("/v1/feedback", json=_SAID | {"article": "tag:example.com,2026:a/b"})
    assert newsroom.get("/v1/articles/tag:example.com,2026:a/b").status_code == 200


def test_review_lists_the_least_sure_once(newsroom: TestClient) -> None:
    """By distance from the threshold; near-duplicates and articles with feedback are left out."""
    doubtful = "街道召开老楼改造座谈会，居民提到电线老化，也提到想要一处锻炼的空地。"
    sure = "总工会慰问一线环卫职工，送去清凉用品，听取工会小组的意见。"
    for identifier, body in (
        ("d-1", doubtful),
        ("d-2", doubtful + "。"),
        ("sure", sure),
        ("seen", _BODY),
    ):
        _tag(newsroom, identifier, "", body)
    newsroom.post("/v1/feedback", json=_SAID | {"article": "seen"})

    def look() -> httpx2.Response:
        answer = newsroom.get("/v1/review", params={"topic": "urban_renewal"})
        names = {one["article"] for one in answer.json()["articles"]}
        return answer if "sure" in names else httpx2.Response(404)

    found = _once(look)["articles"]
    names = [one["article"] for one in found]
    assert sorted(names) in (["d-1", "sure"], ["d-2", "sure"])
    margins = [abs(one["score"] - one["threshold"]) for one in found]
    assert margins == sorted(margins)
    assert found[names.index("sure")]["body"] == sure


def test_review_of_an_unknown_topic(newsroom: TestClient) -> None:
    """422, with the topics there are."""
    answer = newsroom.get("/v1/review", params={"topic": "saftey"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "topic"


def _train_single(authored: Dataset, folder: Path) -> Tagger:
    """Train a bundle of mode single on articles with one topic, and make it the champion."""
    alone = tuple(item for item in authored.items if len(item.topics) == 1)
    taxonomy = replace(authored.taxonomy, mode="single")
    dataset = replace(authored, items=alone[::6], taxonomy=taxonomy)
    store = ModelStore(folder)
    candidates = candidates_for(dataset, selection=False)
    store.promote(train(dataset, store, TrainingSettings(candidates)).manifest.version)
    return Tagger.load(folder)


def test_review_in_mode_single(authored: Dataset, tmp_path: Path) -> None:
    """The smallest margin between the two likeliest topics comes first, as computed by hand."""
    tagger = _train_single(authored, tmp_path / "models")
    bodies = [
        "消防站的队员逐户检查电线，教老人用灭火毯。",
        "总工会慰问一线环卫职工，送去清凉用品，听取工会小组的意见。",
        "街道召开座谈会，居民提到电线老化，也提到想要一处锻炼的空地。",
        "老旧小区的健身步道铺好了，晚饭后居民三三两两来散步。",
        "工会请来教练，教职工在车间空地上做操，也讲安全生产。",
    ]
    settings = Settings(
        models=tmp_path / "models", data=tmp_path / "data", log_decisions=True, keep_texts=True
    )
    topic = "safety"
    margins: dict[str, float] = {}
    with TestClient(create_app(settings)) as client:
        for number, body in enumerate(bodies):
            scores = dict(
                client.post("/v1/tag", json={"id": str(number), "body": body}).json()["scores"]
            )
            margins[str(number)] = abs(scores.pop(topic) - max(scores.values()))
        assert tagger.bundle.manifest.mode == "single"

        def listed() -> list[str]:
            answer = client.get("/v1/review", params={"topic": topic}).json()
            return [one["article"] for one in answer["articles"]]

        until(lambda: len(listed()) == len(bodies))
        assert listed() == sorted(margins, key=lambda name: margins[name])
        # The order by which a score of 0.00… was the least sure is another one.
        assert min(margins.values()) < 0.9
