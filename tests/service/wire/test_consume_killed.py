"""A consumer and a broker that are killed lose nothing and store nothing twice."""

import os
from pathlib import Path

import pytest

from brokerbench.ordeal import endure


@pytest.mark.skipif(
    "GAOQIAN_DURABILITY_KILLS" not in os.environ, reason="takes a minute: make durability runs it"
)
@pytest.mark.timeout(3600)  # make durability has it last so long
def test_every_story_is_published_and_stored_once(models_folder: Path, tmp_path: Path) -> None:
    """200 stories over a real NATS server, a SIGKILL, and a restart of the server."""
    verdict = endure(tmp_path, models_folder, 200, kills=1, restarts=1, life=(1, 2))
    assert verdict.faults == []
