"""Candidates of the grid."""

import pytest

from gaoqian import DataError
from gaoqian_training.candidates import DEFAULT, GRID, candidate_named
from gaoqian_training.models import MODEL_KINDS


def test_candidate_is_found_by_its_name() -> None:
    """Names are those of manifests and reports; another name is an error."""
    assert [candidate_named(each.name) for each in GRID] == list(GRID)
    assert DEFAULT in GRID
    with pytest.raises(DataError, match="'bert', expected one of"):
        candidate_named("bert")


def test_name_says_what_the_candidate_is() -> None:
    """Each has a name of its own, which contains the kind of its models and their C."""
    assert len({each.name for each in GRID}) == len(GRID)
    for each in GRID:
        assert each.models.kind in MODEL_KINDS
        assert each.name.endswith(f"{each.models.kind} C={each.models.regularisation:g}")
