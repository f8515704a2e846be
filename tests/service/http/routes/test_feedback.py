"""``POST`` and ``GET /v1/feedback``."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from gaoqian_service.records.texts import hash_text

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


def test_created_repeated_refused(newsroom: TestClient) -> None:
    """201 with a number, 200 for a repeat, 409 for a key with other content."""
    first = newsroom.post("/v1/feedback", json=_SAID, headers={"Idempotency-Key": "k"})
    again = newsroom.post("/v1/feedback", json=_SAID, headers={"Idempotency-Key": "k"})
    other = newsroom.post(
        "/v1/feedback", json=_SAID | {"editor": "wang"}, headers={"Idempotency-Key": "k"}
    )
    assert [first.status_code, again.status_code, other.status_code] == [201, 200, 409]
    assert again.json() == {"id": first.json()["id"], "created": False}
    assert "'k'" in other.json()["detail"]
    metrics = newsroom.get("/metrics").text
    assert 'gaoqian_feedback_total{verdict="missed"} 1.0' in metrics


def test_number_as_identifier(newsroom: TestClient) -> None:
    """Many systems number their articles, and their versions."""
    answer = newsroom.post("/v1/feedback", json=_SAID | {"article": 17, "version": 2})
    assert answer.status_code == 201
    (said,) = newsroom.get("/v1/feedback").json()["feedback"]
    assert (said["article"], said["version"]) == ("17", "2")


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"topics": ["urban_renewal", "saftey"]}, "topics.1"),
        ({"verdicts": {"saftey": "accepted"}}, "verdicts.saftey"),
        ({"verdicts": {"safety": "accepted"}}, "verdicts.safety"),
        ({"verdicts": {"urban_renewal": "blocked"}}, "verdicts.urban_renewal"),
        ({"verdicts": {"safety": "wrong"}}, "verdicts.safety"),
        ({"text_hash": hash_text("", "另一篇")}, "text_hash"),
        ({"text_hash": "md5:1"}, "text_hash"),
        ({"headline": None, "body": None}, "body"),
        ({"at": "2999-01-01T00:00:00Z"}, "at"),
        ({"at": "2026-11-24T09:30:00"}, "at"),
        ({"at": 1}, "at"),
        ({"article": ""}, "article"),
        ({"article": "a\0b"}, "article"),
        ({"editor": "x" * 256}, "editor"),
    ],
)
def test_what_cannot_be_names_its_field(
    newsroom: TestClient, change: dict[str, Any], field: str
) -> None:
    """422 with the field; nothing is kept."""
    answer = newsroom.post("/v1/feedback", json=_SAID | change)
    assert answer.status_code == 422, answer.text
    assert field in {fault["field"] for fault in answer.json()["errors"]}
    assert newsroom.get("/v1/feedback").json()["feedback"] == []


def test_pages_follow_one_another(newsroom: TestClient) -> None:
    """Each page names the next; the last names none, and the cursor goes on from there."""
    for number in range(5):
        newsroom.post("/v1/feedback", json=_SAID | {"article": f"a-{number}"})
    seen: list[str] = []
    after = ""
    for _ in range(3):
        page = newsroom.get("/v1/feedback", params={"limit": 2, "after": after}).json()
        seen += [said["article"] for said in page["feedback"]]
        after = page["next"]
    assert seen == [f"a-{number}" for number in range(5)]
    assert after is None
    only = newsroom.get("/v1/feedback", params={"article": "a-3"}).json()["feedback"]
    assert [said["article"] for said in only] == ["a-3"]


def test_hash_stands_for_the_text(newsroom: TestClient) -> None:
    """Whoever must not send the text sends its hash."""
    said = {key: value for key, value in _SAID.items() if key not in ("headline", "body")}
    said["text_hash"] = hash_text(_HEADLINE, _BODY)
    assert newsroom.post("/v1/feedback", json=said).status_code == 201
    article = newsroom.get("/v1/articles/20261124-017").json()
    assert article["texts"][0]["body"] is None
    assert article["texts"][0]["text_hash"] == said["text_hash"]
