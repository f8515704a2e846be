"""The application: start, compression, and the documentation it serves."""

import gzip
import json
import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gaoqian import BundleError, Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings

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


def test_no_bundle_no_application(tmp_path: Path) -> None:
    """A service without a bundle does not start."""
    with pytest.raises(BundleError, match="gaoqian train"):
        create_app(Settings(models=tmp_path))


def test_named_version_is_served(models_folder: Path, tagger: Tagger) -> None:
    """A setting can pin a version."""
    client = TestClient(create_app(Settings(models=models_folder, model=tagger.version)))
    assert client.get("/health/ready").json()["model"] == tagger.version


def test_openapi_documents_every_answer(client: TestClient) -> None:
    """Each route of the API has a summary, and tagging shows Chinese examples and problems."""
    document: dict[str, Any] = client.get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            assert operation["summary"], (method, path)
    tag = document["paths"]["/v1/tag"]["post"]
    assert tag["responses"].keys() == set(map(str, (200, 400, 401, 403, 413, 415, 422, 429, 503)))
    assert "application/problem+json" in tag["responses"]["422"]["content"]
    example = document["components"]["schemas"]["TagRequest"]["examples"][0]
    assert re.search("[\u4e00-\u9fff]", example["body"])
    assert client.post("/v1/tag", json=example).json()["tags"][0]["topic"] == "safety"


def test_documentation_needs_no_network(client: TestClient) -> None:
    """Scripts and styles of ``/docs`` come from the service itself."""
    page = client.get("/docs").text
    links = re.findall(r'(?:src|href)="([^"]+)"', page)
    assert links
    for link in links:
        assert client.get(link).status_code == 200
        assert link.startswith("/")


def test_example_answer_fits_its_schema(client: TestClient) -> None:
    """The example in the document has the offsets that it claims."""
    document: dict[str, Any] = client.get("/openapi.json").json()
    schemas = document["components"]["schemas"]
    article = schemas["TagRequest"]["examples"][0]
    for tag in schemas["ResultAnswer"]["examples"][0]["tags"]:
        for evidence in tag["evidence"]:
            sent = article[evidence["field"]]
            assert sent[evidence["start"] : evidence["end"]] == evidence["text"]
