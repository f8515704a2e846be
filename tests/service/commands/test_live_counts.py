"""Live score counts, as training's command asks for them."""

from datetime import UTC, datetime
from importlib.metadata import entry_points
from pathlib import Path

import pytest

from gaoqian_service.commands.live_counts import read_live_counts
from gaoqian_service.commands.options import opened_database
from gaoqian_service.errors import ServiceSettingsError
from gaoqian_service.records.score_counts import add_score_counts


def test_counts_of_one_bundle(tmp_path: Path) -> None:
    """From the default database in the data folder, by cell."""
    scored = [("m-1", "AB"), ("m-1", "AB"), ("m-1", "CD"), ("m-2", "AB")]
    with opened_database("", tmp_path) as database, database.begin() as session:
        add_score_counts(session, scored, datetime.now(UTC).date())
    assert read_live_counts("", tmp_path, "m-1", 4) == {"AB": 2, "CD": 1}
    assert read_live_counts("", tmp_path, "m-3", 4) == {}


def test_folder_without_a_database(tmp_path: Path) -> None:
    """It is named, and no empty database is left there."""
    with pytest.raises(ServiceSettingsError, match=r"gaoqian\.db: no such database"):
        read_live_counts("", tmp_path, "m-1", 4)
    assert list(tmp_path.iterdir()) == []


def test_training_finds_it_by_its_entry_point() -> None:
    """The only one of the group."""
    (found,) = entry_points(group="gaoqian.score_counts")
    assert found.load() is read_live_counts
