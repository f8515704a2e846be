"""The recipes of CONTRIBUTING.md name files that are there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
_TEXT = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
_RECIPES = _TEXT.partition("## How to add\n")[2].partition("\n## ")[0]
#: What is to be made, which is not there yet.
_NEW = "NAME"
_PATHS = sorted({name for name in re.findall(r"`([\w./-]+)`", _TEXT) if "/" in name})


@pytest.mark.parametrize("name", _PATHS)
def test_named_path_exists(name: str) -> None:
    """A file, a folder, or the folder that a new file goes to."""
    path = ROOT / name
    assert (path.parent if _NEW in path.name else path).exists()


@pytest.mark.parametrize("recipe", re.split("^### ", _RECIPES, flags=re.MULTILINE)[1:])
def test_recipe_is_whole(recipe: str) -> None:
    """Each has steps in order, a file to change, a test and a page of documentation."""
    steps = re.findall(r"^(\d+)\. ", recipe, re.MULTILINE)
    assert steps == [str(number) for number in range(1, len(steps) + 1)]
    named = re.findall(r"`([\w.-]+/[\w./-]+)`", recipe)
    for folder in ("tests/", "docs/"):
        assert any(name.startswith(folder) for name in named), f"no step names a file in {folder}"
    assert any(name.startswith(("core/", "training/", "service/")) for name in named)


def test_every_recipe_is_there() -> None:
    """What people add most: readers, writers, metrics, models, endpoints, the wire's ends."""
    assert len(re.findall("^### ", _RECIPES, re.MULTILINE)) >= 9
