"""Keys, rates and origins, as callers meet them."""

import json
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gaoqian_service.http.app import create_app
from gaoqian_service.http.auth.keys import KeyScope, create_key
from gaoqian_service.records.schema import prepare_database
from gaoqian_service.settings import Settings

_ARTICLE = {"body": "消防站的队员逐户检查电线，教老人用灭火毯。"}
_LONG = {"body": "消防站的队员逐户检查电线，教老人用灭火毯。" * 400}
_ORIGIN = "https://cms.example.cn"
_PREFLIGHT = {
    "Access-Control-Request-Method": "POST",
    "Access-Control-Request-Headers": "Authorization, Content-Type",
}


def _build(models: Path, data: Path, **settings: Any) -> TestClient:
    app = create_app(Settings(models=models, data=data, **settings))
    return TestClient(app, raise_server_exceptions=False)


def _keys(data: Path, *names: str, scope: KeyScope = KeyScope.TAG) -> list[dict[str, str]]:
    """Make keys; return the header that shows each."""
    database = prepare_database(Settings(data=data).database)
    keys = [create_key(database, name, [scope]) for name in names]
    database.close()
    return [{"Authorization": f"Bearer {key}"} for key in keys]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder of the test's own."""
    return tmp_path / "data"


def test_rate_of_each_key(models_folder: Path, data: Path) -> None:
    """The calls of one key, whichever way they go, are not the other's; 429 says when."""
    one, two = _keys(data, "one", "two")
    client = _build(models_folder, data, auth="on", rate_limit="3/hour")
    for headers in (one, two):
        asked = [
            client.post("/v1/tag", json=_ARTICLE, headers=headers),
            client.post("/v1/tag", json=_LONG, headers=headers),
            client.get("/v1/topics", headers=headers),
        ]
        assert [answer.status_code for answer in asked] == [200] * 3
    for answer in (
        client.post("/v1/tag", json=_ARTICLE, headers=one),
        client.post("/v1/tag/batch", json={"articles": [_ARTICLE]}, headers=two),
    ):
        assert answer.status_code == 429
        assert 1 <= int(answer.headers["retry-after"]) <= 2 * 3600
        assert answer.json()["type"] == "urn:gaoqian:problem:too-many-requests"


def test_what_is_refused_is_not_counted(models_folder: Path, data: Path) -> None:
    """Nobody else's rubbish uses up a key's calls; probes are never counted."""
    (one,) = _keys(data, "one")
    client = _build(models_folder, data, auth="on", rate_limit="1/hour")
    for _ in range(3):
        assert client.post("/v1/tag", json=_ARTICLE).status_code == 401
        assert client.get("/metrics", headers=one).status_code == 403
        assert client.get("/health/ready", headers=one).status_code == 200
    assert client.post("/v1/tag", json=_ARTICLE, headers=one).status_code == 200
    assert client.post("/v1/tag", json=_ARTICLE, headers=one).status_code == 429


def test_refusal_is_the_same_on_the_fast_path(models_folder: Path, data: Path) -> None:
    """A body of declared length may take the fast path, the same body in chunks never does."""
    (metrics,) = _keys(data, "metrics", scope=KeyScope.METRICS)
    (spent,) = _keys(data, "spent")
    client = _build(models_folder, data, auth="on", rate_limit="1/hour")
    assert client.get("/v1/topics", headers=spent).status_code == 200
    content = json.dumps(_ARTICLE).encode()
    for key, status in (({}, 401), (metrics, 403), (spent, 429)):
        headers = {"Content-Type": "application/json", "X-Request-ID": "7"} | key
        declared = client.post("/v1/tag", content=content, headers=headers)
        chunked = client.post("/v1/tag", content=iter([content]), headers=headers)
        assert declared.status_code == chunked.status_code == status
        if status != 429:  # whose seconds may have changed meanwhile
            assert (declared.headers, declared.content) == (chunked.headers, chunked.content)
    counted = 'gaoqian_requests_total{method="POST",route="/v1/tag",status="401"} 2.0'
    assert counted in client.get("/metrics", headers=metrics).text


def test_other_origins_are_closed_out(client: TestClient) -> None:
    """By default no page of another origin may call."""
    preflight = client.options("/v1/tag", headers={"Origin": _ORIGIN} | _PREFLIGHT)
    assert preflight.status_code == 405
    answer = client.post("/v1/tag", json=_ARTICLE, headers={"Origin": _ORIGIN})
    for each in (preflight, answer):
        assert not any(name.startswith("access-control") for name in each.headers)


def test_origin_that_is_set_may_call(
    models_folder: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its pages may send a key, without which the preflight comes; another's may not."""
    monkeypatch.setenv("GAOQIAN_CORS_ORIGINS", f"{_ORIGIN}, https://desk.example.cn")
    (one,) = _keys(data, "one")
    client = _build(models_folder, data, auth="on")
    preflight = client.options("/v1/tag", headers={"Origin": _ORIGIN} | _PREFLIGHT)
    assert preflight.status_code == 200
    assert preflight.headers["access-control-allow-origin"] == _ORIGIN
    assert "authorization" in preflight.headers["access-control-allow-headers"].lower()
    assert "POST" in preflight.headers["access-control-allow-methods"]
    for headers, status in ((one, 200), ({}, 401)):
        answer = client.post("/v1/tag", json=_ARTICLE, headers={"Origin": _ORIGIN} | headers)
        assert answer.status_code == status
        assert answer.headers["access-control-allow-origin"] == _ORIGIN
        assert "X-Request-ID" in answer.headers["access-control-expose-headers"]
    other = {"Origin": "https://elsewhere.example"}
    refused = client.options("/v1/tag", headers=other | _PREFLIGHT)
    assert refused.status_code == 400
    for each in (refused, client.post("/v1/tag", json=_ARTICLE, headers=other | one)):
        assert "access-control-allow-origin" not in each.headers


@pytest.fixture
def strict(models_folder: Path, data: Path) -> tuple[TestClient, dict[str, dict[str, str]]]:
    """A service that refuses a lot and has a bug, and its keys' headers."""
    names = ("spent", "tag")
    keys = dict(zip(names, _keys(data, *names), strict=True))
    client = _build(
        models_folder, data, auth="on", rate_limit="1/hour", cors_origins=_ORIGIN, max_body_bytes=99
    )

    async def fail() -> None:
        raise RuntimeError

    client.app.add_api_route("/bug", fail)  # type: ignore[attr-defined]
    assert client.get("/v1/topics", headers=keys["spent"]).status_code == 200
    return client, keys


@pytest.mark.parametrize(
    ("status", "method", "path", "key", "body"),
    [
        (200, "POST", "/v1/tag", "tag", b'{"body": "text"}'),
        (200, "GET", "/health/live", None, b""),
        (401, "POST", "/v1/tag", None, b'{"body": "text"}'),
        (403, "GET", "/metrics", "tag", b""),
        (404, "GET", "/nowhere", "tag", b""),
        (405, "DELETE", "/v1/tag", "tag", b""),
        (413, "POST", "/v1/tag", "tag", b"x" * 100),
        (422, "POST", "/v1/tag", "tag", b'{"body": 5}'),
        (429, "POST", "/v1/tag", "spent", b'{"body": "text"}'),
        (500, "GET", "/bug", "tag", b""),
    ],
)
def test_every_answer_has_security_headers(
    strict: tuple[TestClient, dict[str, dict[str, str]]],
    status: int,
    method: str,
    path: str,
    key: str | None,
    body: bytes,
) -> None:
    """Whatever the answer, browsers keep, guess, frame and run nothing, and it has its number."""
    client, keys = strict
    headers = {"Content-Type": "application/json"} | (keys[key] if key else {})
    answer = client.request(method, path, content=body, headers=headers)
    assert answer.status_code == status
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cache-control"] == "no-store"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
    assert answer.headers["x-request-id"]
