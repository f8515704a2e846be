"""Activation: another bundle answers, and no request notices."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient

from gaoqian import Article, ModelStore, Tagger
from gaoqian_service.serving.loading import load_next
from live import ARTICLE, PATIENCE, running, until, versions_of


def _answering(client: TestClient) -> str:
    model: str = client.post("/v1/tag", json=ARTICLE).json()["model"]
    return model


def test_pinned_service_stays(two_models: Path) -> None:
    """It serves one version by decision, whatever the champion is."""
    first, second = versions_of(two_models)
    with running(two_models, model=first, follow=0.01) as client:
        for path in (f"{second}/activate", "rollback"):
            answer = client.post(f"/v1/models/{path}")
            assert answer.status_code == 409
            assert f"pinned to '{first}'" in answer.json()["detail"]
        ModelStore(two_models).promote(second)
        time.sleep(0.2)
        assert _answering(client) == first


def test_second_activation_meanwhile(two_models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """One at a time; articles are tagged meanwhile."""
    first, second = versions_of(two_models)
    begun, go_on = threading.Event(), threading.Event()

    def slow(*arguments: Any) -> Tagger:
        begun.set()
        assert go_on.wait(PATIENCE)
        return load_next(*arguments)

    monkeypatch.setattr("gaoqian_service.serving.activation.load_next", slow)
    with running(two_models) as client, ThreadPoolExecutor() as pool:
        one = pool.submit(client.post, f"/v1/models/{second}/activate")
        assert begun.wait(PATIENCE)
        other = client.post(f"/v1/models/{first}/activate")
        assert (other.status_code, _answering(client)) == (409, first)
        assert "another activation is under way" in other.json()["detail"]
        go_on.set()
        assert one.result(PATIENCE).status_code == 200
        assert _answering(client) == second


def test_no_request_sees_half_a_model(two_models: Path) -> None:
    """While five swaps go on, every answer agrees with the model that it names."""
    versions = versions_of(two_models)
    batch = {"articles": [ARTICLE] * 3, "explain": False}
    taggers = {v: Tagger.load(two_models / v) for v in versions}
    expected = {
        v: taggers[v].tag(Article.from_record(ARTICLE)).to_dict()["scores"] for v in versions
    }
    assert expected[versions[0]] != expected[versions[1]]
    swapping = threading.Event()
    swapping.set()

    def ask(client: TestClient) -> list[dict[str, Any]]:
        results = []
        while swapping.is_set():
            answer = client.post("/v1/tag", json=ARTICLE)
            assert answer.status_code == 200
            results.append(answer.json())
            answer = client.post("/v1/tag/batch", json=batch)
            assert answer.status_code == 200
            assert len({result["model"] for result in answer.json()["results"]}) == 1
            results += answer.json()["results"]
        return results

    with running(two_models) as client, ThreadPoolExecutor() as pool:
        asking = [pool.submit(ask, client) for _ in range(3)]
        for turn in range(5):
            version = versions[(turn + 1) % 2]
            assert client.post(f"/v1/models/{version}/activate").status_code == 200
        swapping.clear()
        seen = [result for one in asking for result in one.result(PATIENCE)]
    assert {result["model"] for result in seen} == set(versions)
    assert all(result["scores"] == expected[result["model"]] for result in seen)


def test_champion_is_followed(two_models: Path) -> None:
    """A promotion from outside is taken up without a request."""
    first, second = versions_of(two_models)
    with running(two_models, follow=0.02) as client:
        for version in (second, first):
            ModelStore(two_models).promote(version)
            until(lambda version=version: _answering(client) == version)  # type: ignore[misc]
