"""Every command and endpoint is documented, and documents say what is so."""

import re
from collections import Counter
from importlib.metadata import entry_points
from pathlib import Path

import click
import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from gaoqian_service.http.app import create_app
from gaoqian_service.settings import Settings
from gaoqian_training.datasets import Dataset

ROOT = Path(__file__).resolve().parents[1]


_PAGES = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md"), *(ROOT / "datasets").glob("*.md")]


def _read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def app(models_folder: Path) -> FastAPI:
    """The application."""
    return create_app(Settings(models=models_folder))


def _commands() -> dict[str, click.Command]:
    found: dict[str, click.Command] = {}
    for entry in entry_points(group="gaoqian.commands"):
        command = entry.load()
        if isinstance(command, click.Group):
            found |= {f"{entry.name} {name}": sub for name, sub in command.commands.items()}
        else:
            found[entry.name] = command
    return found


@pytest.mark.parametrize("name", _commands())
def test_every_command_has_its_section(name: str) -> None:
    """``docs/cli.md`` has a heading that names it."""
    headings = re.findall("^## (.*)$", _read("docs/cli.md"), re.MULTILINE)
    assert any(f"`gaoqian {name}" in heading for heading in headings)


@pytest.mark.parametrize("name", ["tag", "train"])
def test_every_option_is_documented(name: str) -> None:
    """The commands with the most options name each."""
    text = _read("docs/cli.md")
    for parameter in _commands()[name].params:
        if isinstance(parameter, click.Option):
            options = (*parameter.opts, *parameter.secondary_opts)
            assert any(f"`{option}" in text for option in options)


def test_every_endpoint_has_its_section(app: FastAPI) -> None:
    """``docs/http-api.md`` has a heading that names method and path."""
    text = _read("docs/http-api.md")
    headings = " ".join(re.findall("^## (.*)$", text, re.MULTILINE))
    document = TestClient(app).get("/openapi.json").json()
    for path, methods in document["paths"].items():
        for method in methods:
            assert f"`{method.upper()} {path}`" in headings


def test_every_setting_is_documented() -> None:
    """The table of settings names each variable."""
    text = _read("docs/http-api.md")
    for name in Settings.model_fields:
        assert f"`GAOQIAN_{name.upper()}`" in text


def test_datasheet_counts_are_those_of_the_data(authored: Dataset) -> None:
    """Articles and labels are as many as the datasheet says."""
    text = _read("datasets/DATASHEET.md")
    counts = Counter(topic for item in authored.items for topic in item.topics)
    counts["none"] = sum(not item.topics for item in authored.items)
    counts["all"] = len(authored.items)
    for name, count in counts.items():
        assert re.search(rf"^\| `?{name}`? \|.*\b{count}\b", text, re.MULTILINE), (name, count)
    for path in authored.files:
        lines = len(path.read_text(encoding="utf-8").splitlines())
        assert re.search(rf"\b{path.stem}\b.*\b{lines}\b", text), path


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_readme_python_runs(
    name: str,
    models_folder: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """The Python example of the README does what it shows."""
    (block,) = re.findall(r"```python\n(.*?)```", _read(name), re.DOTALL)
    exec(block.replace('"models"', repr(str(models_folder))), {})  # noqa: S102
    assert capsys.readouterr().out.startswith("tagged [('工会'")


@pytest.mark.parametrize("name", sorted(str(page.relative_to(ROOT)) for page in _PAGES))
def test_links_lead_somewhere(name: str) -> None:
    """Every relative link names a file."""
    for target in re.findall(r"\]\(([^)#:]+)\)", _read(name)):
        assert (ROOT / name).parent.joinpath(target).exists(), target
