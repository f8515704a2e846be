"""Compressed answers, and bodies that are not to be compressed."""

import gzip
import json

import pytest
from fastapi.testclient import TestClient

_ARTICLE = {"headline": "老楼道里装上了烟感", "body": "消防站的队员逐户检查电线。"}
_MANY = {"articles": [_ARTICLE] * 64, "explain": True}


def test_large_answer_is_compressed(client: TestClient) -> None:
    """Where the client takes it; what it holds is the same."""
    plain = client.post("/v1/tag/batch", json=_MANY, headers={"accept-encoding": "identity"})
    small = client.post("/v1/tag/batch", json=_MANY, headers={"accept-encoding": "gzip"})
    assert "content-encoding" not in plain.headers
    assert small.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in small.headers["vary"]
    assert int(small.headers["content-length"]) < int(plain.headers["content-length"]) / 3
    assert small.content == plain.content


@pytest.mark.parametrize("path", ["/v1/tag", "/v1/topics"])
def test_small_answer_is_not(client: TestClient, path: str) -> None:
    """A few packets arrive no sooner for being compressed."""
    headers = {"accept-encoding": "gzip"}
    method = "POST" if path == "/v1/tag" else "GET"
    content = json.dumps(_ARTICLE) if method == "POST" else None
    headers |= {"content-type": "application/json"} if content else {}
    answer = client.request(method, path, content=content, headers=headers)
    assert answer.status_code == 200
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize("path", ["/v1/tag", "/v1/tag/batch"])
def test_compressed_body_is_refused(client: TestClient, path: str) -> None:
    """415 names the encoding and says what is taken."""
    content = gzip.compress(json.dumps(_ARTICLE).encode())
    headers = {"content-type": "application/json", "content-encoding": "gzip"}
    answer = client.post(path, content=content, headers=headers)
    assert answer.status_code == 415
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.headers["accept-encoding"] == "identity"
    assert "Content-Encoding: gzip" in answer.json()["detail"]


def test_body_declared_as_it_is(client: TestClient) -> None:
    """``identity`` is no compression."""
    answer = client.post("/v1/tag", json=_ARTICLE, headers={"content-encoding": "identity"})
    assert answer.status_code == 200
