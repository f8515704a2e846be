"""Tables on the terminal."""

from io import StringIO

import numpy as np
from rich.console import Console

from gaoqian_training.candidates import DEFAULT, GRID
from gaoqian_training.commands.tables import show_figures, show_trials, summarise
from gaoqian_training.metrics import measure
from gaoqian_training.selection import Trial

_FIGURES = measure(
    ["a", "b"],
    np.array([[0.9, 0.1], [0.2, 0.1]]),
    np.array([[True, False], [False, False]]),
    np.array([[True, False], [True, False]]),
)


def _console() -> Console:
    return Console(file=StringIO(), width=100, markup=False)


def _text(console: Console) -> str:
    assert isinstance(console.file, StringIO)
    return console.file.getvalue()


def test_undefined_figures_are_dashes() -> None:
    """A topic that no article carries has no average precision; without none, no none-recall."""
    console = _console()
    show_figures(console, "标题", _FIGURES, {"a": "甲", "b": "乙"}, {"a": 0.5, "b": 0.4})
    (first,) = [line for line in _text(console).splitlines() if "甲" in line]
    (second,) = [line for line in _text(console).splitlines() if "乙" in line]
    assert "0.667" in first
    assert "–" in second
    assert "0.40" in second
    assert "none-recall –" in summarise(_FIGURES)
    assert "exact match 0.500" in summarise(_FIGURES)


def test_chosen_candidate_is_marked() -> None:
    """And no other."""
    empty = np.empty((0, 2))
    trials = [Trial(each, np.arange(0), empty, np.arange(0), empty, 0.9, 0.8) for each in GRID]
    console = _console()
    show_trials(console, trials, trials[1])
    (line,) = [line for line in _text(console).splitlines() if "✓" in line]
    assert DEFAULT.name in line


def test_figures_stand_under_their_names() -> None:
    """Support, precision, recall, F1, average precision and threshold, in this order."""
    figures = measure(
        ["a"],
        np.array([[0.9], [0.8], [0.7], [0.1]]),
        np.array([[True], [True], [False], [False]]),
        np.array([[True], [False], [True], [True]]),
    )
    console = _console()
    show_figures(console, "标题", figures, {"a": "甲"}, {"a": 0.75})
    (row,) = [line for line in _text(console).splitlines() if "甲" in line]
    cells = [cell.strip() for cell in row.strip("│").split("│")]
    # Of three articles that carry it, one of the two that were given it.
    assert cells[1:5] == ["3", "0.500", "0.333", "0.400"]
    assert cells[6] == "0.75"
