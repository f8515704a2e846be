"""Feedback, an article's two sides and the review queue, over HTTP."""

import time
from collections.abc import Callable
from typing import Any

import httpx2
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
