"""Another model answers, and no request notices."""

import shutil
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from pydantic import SecretStr

from crafted import CRAFTED
from gaoqian import ModelStore
from gaoqian_service.http.auth.keys import KeyScope, create_key
from gaoqian_service.records.schema import prepare_database
from live import ARTICLE, running, versions_of


def _answering(client: TestClient) -> str:
    model: str = client.post("/v1/tag", json=ARTICLE).json()["model"]
    return model


def test_activate_and_roll_back(two_models: Path) -> None:
    """The answers, the pointers, the list and the figures follow; rolling back twice is forward."""
    first, second = versions_of(two_models)
    with running(two_models) as client:
        answer = client.post(f"/v1/models/{second}/activate")
        assert (answer.status_code, answer.json()) == (200, {"model": second, "previous": first})
        for model, previous in [(first, second), (second, first)]:
            answer = client.post("/v1/models/rollback")
            assert answer.json() == {"model": model, "previous": previous}
            assert _answering(client) == client.get("/v1/topics").json()["model"] == model
        listed = {entry["version"]: entry for entry in client.get("/v1/models").json()["models"]}
        marks = ("serving", "champion", "previous", "challenger")
        assert [listed[second][mark] for mark in marks] == [True, True, False, False]
        assert [listed[first][mark] for mark in marks] == [False, False, True, False]
        assert f'gaoqian_model_workers{{version="{first}"}} 0.0' in client.get("/metrics").text
    store = ModelStore(two_models)
    assert (store.champion(), store.previous()) == (second, first)


def test_running_version_is_activated_again(two_models: Path) -> None:
    """Nothing changes, and nothing fails; there is still nothing to go back to."""
    first, _ = versions_of(two_models)
    with running(two_models) as client:
        answer = client.post(f"/v1/models/{first}/activate")
        assert (answer.status_code, answer.json()) == (200, {"model": first, "previous": None})
        problem = client.post("/v1/models/rollback")
        assert problem.status_code == 409
        assert "no version was champion before" in problem.json()["detail"]


@pytest.mark.parametrize("version", ["1999.01.01-1", "..", "champion", "%2e%2e%2fmodels", "版本"])
def test_unknown_version(two_models: Path, version: str) -> None:
    """Only versions of the models folder can be named."""
    with running(two_models) as client:
        assert client.post(f"/v1/models/{version}/activate").status_code in (404, 405)
        assert _answering(client) == versions_of(two_models)[0]


@pytest.mark.parametrize("kind", CRAFTED)
def test_crafted_bundle_is_refused(two_models: Path, kind: str) -> None:
    """422 with what is at fault; the old model stays, and goes on answering, as champion."""
    first, second = versions_of(two_models)
    craft, message = CRAFTED[kind]
    with running(two_models) as client:
        before = client.post("/v1/tag", json=ARTICLE).json()
        craft(two_models / second)
        answer = client.post(f"/v1/models/{second}/activate")
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, "version")
        assert message in answer.json()["detail"]
        assert client.post("/v1/tag", json=ARTICLE).json() == before
    assert ModelStore(two_models).champion() == first
    assert not Path("/tmp/gaoqian-exploit").exists()  # noqa: S108


def test_version_that_was_removed(two_models: Path) -> None:
    """Rolling back to what is gone is 404, loaded or not."""
    first, second = versions_of(two_models)
    with running(two_models) as client:
        client.post(f"/v1/models/{second}/activate")
        shutil.rmtree(two_models / first)
        assert client.post("/v1/models/rollback").status_code == 404
        assert _answering(client) == second


def test_pages_of_other_sites_may_not(two_models: Path) -> None:
    """A page that is open beside the service swaps nothing, unless its site is allowed."""
    first, second = versions_of(two_models)
    site = {"Origin": "https://a.example", "Sec-Fetch-Site": "cross-site"}
    with running(two_models) as client:
        answer = client.post(f"/v1/models/{second}/activate", headers=site)
        assert (answer.status_code, _answering(client)) == (403, first)
        own = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
        assert client.post(f"/v1/models/{second}/activate", headers=own).status_code == 200
    with running(two_models, cors_origins=("https://a.example",)) as client:
        assert client.post("/v1/models/rollback", headers=site).status_code == 200


def test_only_administrators_may(two_models: Path, tmp_path: Path) -> None:
    """Without a key 401, with one for tagging 403."""
    _, second = versions_of(two_models)
    url = f"sqlite:///{tmp_path / 'keys.db'}"
    database = prepare_database(url)
    tag, admin = (create_key(database, kind, [kind]) for kind in (KeyScope.TAG, KeyScope.ADMIN))
    with running(two_models, auth="on", database_url=SecretStr(url)) as client:
        for path in (f"/v1/models/{second}/activate", "/v1/models/rollback"):
            assert client.post(path).status_code == 401
            assert client.post(path, headers={"X-API-Key": tag}).status_code == 403
            assert client.post(path, headers={"X-API-Key": admin}).status_code == 200
    database.close()
