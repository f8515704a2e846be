"""Storing feedback that came over HTTP."""

import asyncio
from pathlib import Path

import pytest

from gaoqian_service.errors import ConflictError
from gaoqian_service.http.app import create_app
from gaoqian_service.http.feedback import keep_feedback
from gaoqian_service.http.state import ServiceState
from gaoqian_service.records.feedback import Feedback, read_feedback
from gaoqian_service.records.texts import hash_text
from gaoqian_service.settings import Settings

_FEEDBACK = Feedback(
    article="a",
    version="1",
    text_hash=hash_text("", "灭火毯。"),
    topics=frozenset({"safety", "fitness"}),
    verdicts={"safety": "accepted", "editorial": "rejected_wrong"},
    editor="li.wei",
)


@pytest.fixture
def state(models_folder: Path, tmp_path: Path) -> ServiceState:
    """The state of an application with an empty database."""
    app = create_app(Settings(models=models_folder, data=tmp_path))
    state: ServiceState = app.state.service
    return state


def _counted(state: ServiceState) -> set[str]:
    lines = state.metrics.render().decode().splitlines()
    return {line for line in lines if line.startswith("gaoqian_feedback_total")}


def test_stored_and_counted_once(state: ServiceState) -> None:
    """One count for each topic and its verdict; a repeat is neither stored nor counted."""
    first = asyncio.run(keep_feedback(state, _FEEDBACK, "cms"))
    again = asyncio.run(keep_feedback(state, _FEEDBACK, "cms"))
    assert (first.created, again.created, again.id) == (True, False, first.id)
    (row,) = read_feedback(state.database)
    assert (row.id, row.caller) == (first.id, "cms")
    assert _counted(state) == {
        f'gaoqian_feedback_total{{verdict="{verdict}"}} 1.0'
        for verdict in ("accepted", "rejected_wrong", "unstated")
    }


def test_conflict_is_not_counted(state: ServiceState) -> None:
    """A key that was used for other content is refused, and nothing is stored."""
    asyncio.run(keep_feedback(state, _FEEDBACK, "cms", "k"))
    before = _counted(state)
    other = Feedback(
        article="b",
        version="1",
        text_hash=_FEEDBACK.text_hash,
        topics=frozenset(),
        editor="li.wei",
    )
    with pytest.raises(ConflictError, match="'k'"):
        asyncio.run(keep_feedback(state, other, "cms", "k"))
    assert _counted(state) == before
    assert len(read_feedback(state.database)) == 1
