"""``GET /v1/topics`` and ``GET /v1/models``."""

from pathlib import Path

from fastapi.testclient import TestClient

from gaoqian import ModelStore, Tagger
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
