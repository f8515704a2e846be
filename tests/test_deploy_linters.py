"""The container, the manifests and the unit under their own linters."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest

from commandline import GAOQIAN
from deployment import COMPOSE, IMAGE, KUBERNETES, MANIFESTS, UNIT, documents

_needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="needs systemd-analyze, a part of systemd"
)


def _run(*command: str | Path, all_counts: bool = False) -> str:
    """Run a linter; return what it found, empty where it is content.

    Args:
        command: The linter and its arguments.
        all_counts: Whether what it says counts even where it does not call it a failure.
    """
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return done.stdout + done.stderr if done.returncode or all_counts else ""


def _lint_image(path: Path) -> str:
    return _run(Path(sys.executable).with_name("hadolint"), "--no-color", path)


def _lint_compose(path: Path) -> str:
    tool = Path(sys.executable).with_name("check-jsonschema")
    return _run(tool, "--builtin-schema", "vendor.compose-spec", path)


def _lint_manifest(path: Path) -> str:
    version = kubernetes_validate.latest_version()
    try:
        for manifest in documents(path):
            kubernetes_validate.validate(manifest, version, strict=True)
    except kubernetes_validate.ValidationError as error:
        return str(error)
    return ""


def _lint_unit(path: Path) -> str:
    """Look at the unit as if the program were installed where the unit says."""
    text = path.read_text(encoding="utf-8").replace("/opt/gaoqian/bin/gaoqian", str(GAOQIAN))
    installed = path.with_name("gaoqian.service")
    installed.write_text(text, encoding="utf-8")
    options = ("verify", "--recursive-errors=no", "--man=no")
    return _run("systemd-analyze", *options, installed, all_counts=True)


_Lint = Callable[[Path], str]
_LINTED: list[Any] = [
    (_lint_image, IMAGE),
    (_lint_compose, COMPOSE),
    *((_lint_manifest, path) for path in MANIFESTS),
    pytest.param(_lint_unit, UNIT, marks=_needs_systemd),
]


@pytest.mark.parametrize(("lint", "path"), _LINTED)
def test_linters_find_nothing(lint: _Lint, path: Path, tmp_path: Path) -> None:
    """Each file in the language it is written in."""
    assert lint(Path(shutil.copy(path, tmp_path))) == ""


@pytest.mark.parametrize(
    ("lint", "path", "right", "wrong"),
    [
        (_lint_image, IMAGE, "WORKDIR /source", "WORKDIR source"),
        (_lint_compose, COMPOSE, "read_only:", "readonly:"),
        (_lint_manifest, KUBERNETES / "deployment.yaml", "replicas: 2", "replica: 2"),
        pytest.param(_lint_unit, UNIT, "TimeoutStopSec", "TimeoutSecs", marks=_needs_systemd),
    ],
)
def test_linters_find_something(
    lint: _Lint, path: Path, right: str, wrong: str, tmp_path: Path
) -> None:
    """A word spelt wrongly is found: the test above can fail."""
    text = path.read_text(encoding="utf-8")
    assert right in text
    damaged = tmp_path / path.name
    damaged.write_text(text.replace(right, wrong), encoding="utf-8")
    assert lint(damaged)
