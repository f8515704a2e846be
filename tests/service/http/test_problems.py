"""Errors as problem documents."""

from typing import Any

import pytest
from fastapi.testclient import TestClient

_JSON = {"content-type": "application/json"}


def _assert_problem(answer: Any, status: int, instance: str) -> dict[str, Any]:
    assert answer.status_code == status
    assert answer.headers["content-type"] == "application/problem+json"
    problem: dict[str, Any] = answer.json()
    assert (problem["status"], problem["instance"]) == (status, instance)
    assert all(problem[key] for key in ("type", "title", "detail"))
    return problem


@pytest.mark.parametrize(("content", "position"), [(b'{"body": "x', 9), (b'{"body": "x"} y', 14)])
def test_invalid_json_names_the_position(client: TestClient, content: bytes, position: int) -> None:
    """400, and where the parser stopped."""
    answer = client.post("/v1/tag", content=content, headers=_JSON)
    problem = _assert_problem(answer, 400, "/v1/tag")
    assert f"第 {position} 个字符" in problem["detail"]


@pytest.mark.parametrize("content", [b'{"body": "\xff"}', b"[" * 100_000, b'{"body": ' * 100_000])
def test_json_that_breaks_parsers(client: TestClient, content: bytes) -> None:
    """Broken encoding and endless nesting are the caller's fault, never a 500."""
    answer = client.post("/v1/tag", content=content, headers=_JSON)
    assert "UTF-8" in _assert_problem(answer, 400, "/v1/tag")["detail"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({"body": 5}, "body"),
        ({"body": "x", "explain": "perhaps"}, "explain"),
        ({"body": None}, "body"),
        ([1], "body"),
    ],
)
def test_wrong_types_name_the_field(client: TestClient, body: object, field: str) -> None:
    """422 with the offending field."""
    problem = _assert_problem(client.post("/v1/tag", json=body), 422, "/v1/tag")
    assert problem["errors"][0]["field"] == field


def test_wrong_type_in_a_batch_names_the_row(client: TestClient) -> None:
    """The path of the field goes down to the row."""
    body = {"articles": [{"body": "x"}, {"body": 5}]}
    problem = _assert_problem(client.post("/v1/tag/batch", json=body), 422, "/v1/tag/batch")
    assert problem["errors"][0]["field"] == "articles.1.body"


def test_unknown_path_and_method(client: TestClient) -> None:
    """404 and 405 are problems, too."""
    _assert_problem(client.get("/v2/nothing"), 404, "/v2/nothing")
    answer = client.get("/v1/tag")
    _assert_problem(answer, 405, "/v1/tag")
    assert answer.headers["allow"] == "POST"


def test_declared_body_over_the_limit(client: TestClient) -> None:
    """5 MiB are refused by their declared length, before they are parsed."""
    answer = client.post("/v1/tag", content=b"{" * (5 * 1024 * 1024))
    problem = _assert_problem(answer, 413, "/v1/tag")
    assert "2097152" in str(problem["detail"])


def test_undeclared_body_over_the_limit(client: TestClient) -> None:
    """A chunked body, which declares no length, is refused when it is too long."""
    chunks = iter([b"x" * 65536] * 80)
    _assert_problem(client.post("/v1/tag", content=chunks), 413, "/v1/tag")


def test_body_at_the_limit_is_read(client: TestClient) -> None:
    """Exactly 2 MiB are taken."""
    frame = b'{"body": "%s"}'
    filler = b"a" * (2 * 1024 * 1024 - len(frame) + 2)
    answer = client.post("/v1/tag", content=frame % filler, headers=_JSON)
    assert answer.status_code == 200


def test_unexpected_error_tells_nothing(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug is a 500 problem without its message, which may hold text."""

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret text")

    monkeypatch.setattr("gaoqian.tagger.compose", fail)
    answer = client.post("/v1/tag", json={"body": "工会换届"})
    _assert_problem(answer, 500, "/v1/tag")
    assert "secret" not in answer.text


@pytest.mark.parametrize("media_type", [None, "text/plain", "application/x-www-form-urlencoded"])
def test_other_media_types(client: TestClient, media_type: str | None) -> None:
    """A body that is not declared as JSON is 415, and the answer says what to send."""
    headers = {"content-type": media_type} if media_type else {}
    answer = client.post("/v1/tag", content=b'{"body": "x"}', headers=headers)
    assert "application/json" in _assert_problem(answer, 415, "/v1/tag")["detail"]


def test_no_body_at_all(client: TestClient) -> None:
    """An empty request is 422 and names the body."""
    problem = _assert_problem(client.post("/v1/tag", headers=_JSON), 422, "/v1/tag")
    assert problem["errors"][0]["field"] == "body"
