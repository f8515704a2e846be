"""The state of an application, as routes get it."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.testclient import TestClient

from gaoqian_service.http.app import create_app
from gaoqian_service.http.state import ServiceState, State
from gaoqian_service.settings import Settings


def test_routes_get_the_state_of_their_own_application(models_folder: Path, tmp_path: Path) -> None:
    """Two applications in one process share nothing but the models folder."""
    apps = [create_app(Settings(models=models_folder, data=tmp_path / name)) for name in ("a", "b")]
    states: list[ServiceState] = [app.state.service for app in apps]
    got: list[ServiceState] = []

    async def look(state: State) -> None:
        got.append(state)

    for app in apps:
        assert isinstance(app, FastAPI)
        app.add_api_route("/state", look)
        assert TestClient(app).get("/state").status_code == 200
    assert [state.settings.data.name for state in got] == ["a", "b"]
    assert all(one is other for one, other in zip(got, states, strict=True))
    assert states[0].database.name != states[1].database.name


def test_background_work_follows_the_settings(models_folder: Path, tmp_path: Path) -> None:
    """Decisions are logged, and scores counted, only where this is wanted."""
    few, many = (
        create_app(
            Settings(
                models=models_folder,
                data=tmp_path / name,
                count_scores=wanted,
                log_decisions=wanted,
            )
        ).state.service
        for name, wanted in (("few", False), ("many", True))
    )
    assert len(many.background) == len(few.background) + 2
    assert len(many.tagging.listeners) == len(few.tagging.listeners) + 2
