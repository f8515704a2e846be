"""``GET /v1/review`` of a service whose articles have exactly one topic each."""

from dataclasses import replace
from pathlib import Path

from fastapi.testclient import TestClient

from gaoqian import ModelStore, Tagger
from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings
from gaoqian_training.candidates import candidates_for
from gaoqian_training.datasets import Dataset
from gaoqian_training.trainer import TrainingSettings, train
from live import until


def _train_single(authored: Dataset, folder: Path) -> Tagger:
    """Train a bundle of mode single on articles with one topic, and make it the champion."""
    alone = tuple(item for item in authored.items if len(item.topics) == 1)
    taxonomy = replace(authored.taxonomy, mode="single")
    dataset = replace(authored, items=alone[::6], taxonomy=taxonomy)
    store = ModelStore(folder)
    candidates = candidates_for(dataset, selection=False)
    store.promote(train(dataset, store, TrainingSettings(candidates)).manifest.version)
    return Tagger.load(folder)


def test_review_in_mode_single(authored: Dataset, tmp_path: Path) -> None:
    """The smallest margin between the two likeliest topics comes first, as computed by hand."""
    tagger = _train_single(authored, tmp_path / "models")
    bodies = [
        "消防站的队员逐户检查电线，教老人用灭火毯。",
        "总工会慰问一线环卫职工，送去清凉用品，听取工会小组的意见。",
        "街道召开座谈会，居民提到电线老化，也提到想要一处锻炼的空地。",
        "老旧小区的健身步道铺好了，晚饭后居民三三两两来散步。",
        "工会请来教练，教职工在车间空地上做操，也讲安全生产。",
    ]
    settings = Settings(
        models=tmp_path / "models", data=tmp_path / "data", log_decisions=True, keep_texts=True
    )
    topic = "safety"
    margins: dict[str, float] = {}
    with TestClient(create_app(settings)) as client:
        for number, body in enumerate(bodies):
            scores = dict(
                client.post("/v1/tag", json={"id": str(number), "body": body}).json()["scores"]
            )
            margins[str(number)] = abs(scores.pop(topic) - max(scores.values()))
        assert tagger.bundle.manifest.mode == "single"

        def listed() -> list[str]:
            answer = client.get("/v1/review", params={"topic": topic}).json()
            return [one["article"] for one in answer["articles"]]

        until(lambda: len(listed()) == len(bodies))
        assert listed() == sorted(margins, key=lambda name: margins[name])
        # The order by which a score of 0.00… was the least sure is another one.
        assert min(margins.values()) < 0.9
