"""Threshold objectives."""

import pytest

from gaoqian.errors import SettingsError
from gaoqian.mixture import (
    parse_objective,
)


@pytest.mark.parametrize("text", ["none-recall=0.95", "precision=0.9", "cost=3", "f1"])
def test_objectives_are_printed_as_they_are_parsed(text: str) -> None:
    """What a manifest says can be given again."""
    assert str(parse_objective(text)) == text


@pytest.mark.parametrize("text", ["none-recall=1", "none-recall", "recall=0.9", "precision=0"])
def test_unknown_objectives(text: str) -> None:
    """The error names what was given."""
    with pytest.raises(SettingsError, match="expected f1"):
        parse_objective(text)
