"""Topics, models, health and the OpenAPI document."""

import re
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gaoqian import BundleError, ModelStore, Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings


def test_topics_with_their_thresholds(client: TestClient, tagger: Tagger) -> None:
    """The serving bundle's topics, in order."""
    answer = client.get("/v1/topics").json()
    assert answer["model"] == tagger.version
    assert [topic["id"] for topic in answer["topics"]] == [
        entry.topic.id for entry in tagger.bundle.manifest.topics
    ]
    assert answer["topics"][2]["code"] == "medtop:20000536"
    assert [topic["threshold"] for topic in answer["topics"]] == list(
        tagger.bundle.manifest.thresholds
    )


def test_models_say_which_one_serves(models_copy: Path, tagger: Tagger) -> None:
    """A promotion shows at once, also before the service has followed it."""
    client = TestClient(create_app(Settings(models=models_copy)))
    store = ModelStore(models_copy)
    (models_copy / tagger.version).rename(models_copy / "2020.01.01-1")
    store.promote("2020.01.01-1")
    (model,) = client.get("/v1/models").json()["models"]
    assert (model["version"], model["champion"], model["serving"]) == ("2020.01.01-1", True, False)


def test_health(client: TestClient, tagger: Tagger) -> None:
    """Alive, and ready with a version."""
    assert client.get("/health/live").json() == {"status": "ok", "model": None}
    assert client.get("/health/ready").json() == {"status": "ok", "model": tagger.version}


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
