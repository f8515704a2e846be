"""``POST /v1/tag`` and ``POST /v1/tag/batch``."""

import json
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gaoqian import Article, Tagger

_ARTICLE = {"id": "a1", "headline": "柳溪街道加装电梯", "body": "三栋老楼同日开工，管线一并入地。"}


def test_answers_what_the_tagger_answers(client: TestClient, tagger: Tagger) -> None:
    """The service adds nothing to the core's result."""
    answer = client.post("/v1/tag", json=_ARTICLE)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/json"
    article = Article(_ARTICLE["headline"], _ARTICLE["body"], _ARTICLE["id"])
    assert answer.json() == tagger.tag(article, explain=True).to_dict()


def test_evidence_can_be_left_out(client: TestClient) -> None:
    """``explain: false`` gives tags without evidence."""
    answer = client.post("/v1/tag", json={**_ARTICLE, "explain": False}).json()
    assert [tag["evidence"] for tag in answer["tags"]] == [[]]


@pytest.mark.parametrize("body", [{}, {"body": ""}, {"headline": " ", "body": "\u3000\n"}])
def test_empty_article(client: TestClient, body: dict[str, str]) -> None:
    """Nothing to read is 422."""
    answer = client.post("/v1/tag", json=body)
    assert answer.status_code == 422
    assert "empty" in answer.json()["detail"]


def test_batch_in_order_with_its_odd_rows(client: TestClient) -> None:
    """An empty row is answered, not refused, and numbers are ids."""
    rows: list[dict[str, Any]] = [_ARTICLE, {"id": 2}, {"body": "English only, nothing else here"}]
    answer = client.post("/v1/tag/batch", json={"articles": rows, "explain": True})
    assert answer.status_code == 200
    first, second, third = answer.json()["results"]
    assert first == client.post("/v1/tag", json=_ARTICLE).json()
    assert (second["id"], second["status"], second["reason"]) == ("2", "abstained", "too_short")
    assert third["reason"] == "not_chinese"


def test_batch_limit(client: TestClient) -> None:
    """256 articles are taken, 257 refused with the field named."""
    full = client.post("/v1/tag/batch", json={"articles": [_ARTICLE] * 256})
    assert len(full.json()["results"]) == 256
    over = client.post("/v1/tag/batch", json={"articles": [_ARTICLE] * 257})
    assert over.status_code == 422
    assert over.json()["errors"][0]["field"] == "articles"


@pytest.mark.parametrize(
    "body",
    [
        "坏\ud800字\udfff",
        "有\x00空字符",
        "无" * 100_000,
        "，。！？",
        "only English",
        "20261124",
        "😀" * 500,
        "<script>alert(1)</script>工会换届",
        "\u202e" * 50,
    ],
)
def test_odd_text_gets_an_answer(client: TestClient, body: str) -> None:
    """Whatever is in the string, the answer is a result with exact evidence."""
    # The client's own encoder would refuse what JSON's escapes can spell.
    content = json.dumps({"headline": "工会换届", "body": body})
    answer = client.post("/v1/tag", content=content, headers={"content-type": "application/json"})
    assert answer.status_code == 200
    mended = body.replace("\ud800", "\ufffd").replace("\udfff", "\ufffd")
    for tag in answer.json()["tags"]:
        for evidence in tag["evidence"]:
            sent = mended if evidence["field"] == "body" else "工会换届"
            assert sent[evidence["start"] : evidence["end"]] == evidence["text"]
