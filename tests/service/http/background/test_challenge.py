"""The challenge: starting and ending a shadow, by request and by pointer."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from crafted import CRAFTED
from gaoqian import ModelStore
from gaoqian_service.records.database import Database
from live import ARTICLE, running, until, versions_of


@pytest.fixture
def newsroom(two_models: Path, database: Database) -> Iterator[TestClient]:
    """A service over two models, with an empty database of either kind."""
    url = SecretStr(database.engine.url.render_as_string(hide_password=False))
    with running(two_models, database_url=url) as client:
        yield client


def _report(client: TestClient, version: str, **query: str | int) -> dict[str, Any]:
    answer = client.get(f"/v1/models/{version}/shadow", params=query)
    assert answer.status_code == 200
    report: dict[str, Any] = answer.json()
    return report


def _compared(client: TestClient, version: str) -> int:
    return sum(entry["compared"] for entry in _report(client, version)["champions"])


def test_start_and_stop(newsroom: TestClient, two_models: Path) -> None:
    """What cannot challenge says why; one that was stopped scores no more and stays reported."""
    first, second = versions_of(two_models)
    path = f"/v1/models/{second}/shadow"
    assert newsroom.put("/v1/models/1999.01.01-1/shadow").status_code == 404
    assert newsroom.get("/v1/models/1999.01.01-1/shadow").status_code == 404
    assert newsroom.put(f"/v1/models/{first}/shadow").status_code == 409
    assert newsroom.delete(path).status_code == 404
    assert newsroom.put(path).status_code == 200
    listed = newsroom.get("/v1/models").json()["models"]
    assert {entry["version"]: entry["challenger"] for entry in listed} == {
        first: False,
        second: True,
    }
    newsroom.post("/v1/tag", json=ARTICLE)
    until(lambda: _compared(newsroom, second) == 1)
    answer = newsroom.delete(path)
    assert (answer.status_code, answer.json()) == (200, {"challenger": None})
    newsroom.post("/v1/tag", json=ARTICLE)
    assert (_report(newsroom, second)["running"], _compared(newsroom, second)) == (False, 1)


def test_crafted_challenger_is_refused(newsroom: TestClient, two_models: Path) -> None:
    """As for activation: 422, and nobody scores."""
    _, second = versions_of(two_models)
    craft, message = CRAFTED["golden answer changed"]
    craft(two_models / second)
    answer = newsroom.put(f"/v1/models/{second}/shadow")
    assert answer.status_code == 422
    assert message in answer.json()["detail"]
    assert ModelStore(two_models).challenger() is None


def test_challenger_that_wins(newsroom: TestClient, two_models: Path) -> None:
    """Once it answers itself it is compared with nobody."""
    _, second = versions_of(two_models)
    newsroom.put(f"/v1/models/{second}/shadow")
    newsroom.post(f"/v1/models/{second}/activate")
    newsroom.post("/v1/tag", json=ARTICLE)
    report = _report(newsroom, second)
    assert (report["running"], report["champions"]) == (False, [])


@pytest.mark.parametrize("pinned", [False, True])
def test_pointer_is_followed(two_models: Path, tmp_path: Path, pinned: bool) -> None:
    """A challenger that the command line names is taken up, and given up; pinned services too."""
    first, second = versions_of(two_models)
    store = ModelStore(two_models)
    url = SecretStr(f"sqlite:///{tmp_path / 'shadow.db'}")
    model = first if pinned else ""
    with running(two_models, follow=0.02, model=model, database_url=url) as client:

        def scores() -> bool:
            before = _compared(client, second)
            client.post("/v1/tag", json=ARTICLE)
            time.sleep(0.5)
            return _compared(client, second) > before

        store.challenge(second)
        until(scores)
        store.challenge(None)
        until(lambda: not scores())
