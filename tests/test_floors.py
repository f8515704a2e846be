"""Quality floors on the authored articles."""

import pytest

from floors import MARGIN, flatten, pinned, read_floors, shortfalls
from gaoqian_training.trainer import Training


def test_authored_articles_reach_every_floor(training: Training) -> None:
    """The gate: grouped cross-validation at the chosen thresholds."""
    assert shortfalls(flatten(training.figures), read_floors()) == {}


def test_every_figure_has_a_floor(training: Training) -> None:
    """No figure escapes the gate, and no floor is trivially low."""
    figures, floors = flatten(training.figures), read_floors()
    assert set(figures) == set(floors)
    assert all(floor > 0.8 for floor in floors.values())


def test_shortfall_names_the_figure() -> None:
    """A figure below its floor, or gone, is named."""
    assert shortfalls({"a": 0.89, "b": 0.95}, {"a": 0.9, "b": 0.9, "c": 0.5}) == {
        "a": "0.8900 < 0.9000",
        "c": "0.0000 < 0.5000",
    }


def test_floors_only_rise() -> None:
    """Pinning raises what rose, keeps the rest, and refuses to lower without the flag."""
    assert pinned({"a": 0.95 + MARGIN}, {"a": 0.9}, allow_lower=False) == {"a": 0.95}
    assert pinned({"a": 0.901}, {"a": 0.9}, allow_lower=False) == {"a": 0.9}
    with pytest.raises(ValueError, match="--allow-lower"):
        pinned({"a": 0.89}, {"a": 0.9}, allow_lower=False)
    assert pinned({"a": 0.8501 + MARGIN}, {"a": 0.9}, allow_lower=True) == {"a": 0.85}
