"""Label Studio's webhooks, in the shape its server sends them."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

from archives import SAFETY
from gaoqian_service.records.texts import hash_text

_CONFIG = """
<View>
  <Header value="$headline"/>
  <Text name="text" value="$text"/>
  <Choices name="topics" toName="text" choice="multiple">
    <Choice value="安全"/><Choice value="城市更新"/><Choice value="工会"/>
    <Choice value="全民健身"/><Choice value="评论"/><Choice value="其他"/>
  </Choices>
</View>
"""


def _event(*choices: str, **changes: Any) -> dict[str, Any]:
    return {
        "action": "ANNOTATION_CREATED",
        "annotation": {
            "id": 7,
            "completed_by": 3,
            "was_cancelled": False,
            "lead_time": 12.5,
            "updated_at": "2026-11-24T01:30:00.123456Z",
            "result": [
                {
                    "from_name": "topics",
                    "to_name": "text",
                    "type": "choices",
                    "value": {"choices": list(choices)},
                }
            ],
        },
        "project": {"id": 2, "title": "来稿", "label_config": _CONFIG},
        "task": {"id": 11, "data": {"headline": "烟感", "text": SAFETY}},
    } | changes


def _send(client: TestClient, event: dict[str, Any]) -> Any:
    return client.post("/label-studio/webhook", json=event)


def test_annotation_is_feedback(newsroom: TestClient) -> None:
    """Who, when, what; sent again it is a repeat, changed it is a word of its own."""
    first = _send(newsroom, _event("安全", "其他"))
    assert (first.status_code, first.json()["outcome"]) == (201, "kept")
    again = _send(newsroom, _event("安全", "其他"))
    assert (again.status_code, again.json()["outcome"]) == (200, "repeat")
    changed = _event("安全", "工会", action="ANNOTATION_UPDATED")
    changed["annotation"]["updated_at"] = "2026-11-24T01:31:00Z"
    assert _send(newsroom, changed).status_code == 201
    said, later = newsroom.get("/v1/feedback").json()["feedback"]
    assert (said["article"], said["editor"]) == ("label-studio:11", "label-studio:3")
    assert said["at"] == "2026-11-24T01:30:00.123456Z"
    assert (said["topics"], said["text_hash"]) == (["safety"], hash_text("烟感", SAFETY))
    assert later["topics"] == ["labour_union", "safety"]


def test_nothing_chosen_says_none(newsroom: TestClient) -> None:
    """An annotation without a choice is one."""
    event = _event()
    event["annotation"]["result"] = []
    assert _send(newsroom, event).status_code == 201
    assert newsroom.get("/v1/feedback").json()["feedback"][0]["topics"] == []


def test_what_says_nothing_is_not_kept(newsroom: TestClient) -> None:
    """Skipped tasks, deletions and everything else are taken note of, with 200."""
    skipped = _event("安全")
    skipped["annotation"]["was_cancelled"] = True
    deleted = {"action": "ANNOTATIONS_DELETED", "annotations": [{"id": 7}], "project": {}}
    for event in (skipped, deleted, {"action": "START_TRAINING"}):
        answer = _send(newsroom, event)
        assert (answer.status_code, answer.json()["outcome"]) == (200, "ignored")
    assert newsroom.get("/v1/feedback").json()["feedback"] == []


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('<Choice value="评论"/>', "", "editorial"),
        ('choice="multiple"', "", "multiple"),
    ],
)
def test_project_must_let_annotators_say_everything(
    newsroom: TestClient, old: str, new: str, says: str
) -> None:
    """What cannot be chosen would count as not carried."""
    event = _event("安全", project={"label_config": _CONFIG.replace(old, new)})
    answer = _send(newsroom, event)
    assert answer.status_code == 422
    assert says in answer.json()["detail"]
    assert answer.json()["errors"][0]["field"] == "project.label_config"


@pytest.mark.parametrize("part", ["annotation", "project", "task"])
def test_missing_part_is_named(newsroom: TestClient, part: str) -> None:
    """A webhook without payload is refused."""
    event = _event("安全")
    del event[part]
    answer = _send(newsroom, event)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, part)
