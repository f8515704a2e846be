"""Optional dependencies."""

import sys
import tomllib
from pathlib import Path

import pytest

from gaoqian import extras
from gaoqian.errors import ExtraError

_PROJECT = Path(__file__).resolve().parents[2] / "pyproject.toml"


def test_each_extra_is_one_of_the_project() -> None:
    """An extra can be installed by the name that the error gives."""
    content = tomllib.loads(_PROJECT.read_text(encoding="utf-8"))
    assert extras._MODULES.keys() <= content["project"]["optional-dependencies"].keys()


def test_what_is_missing_is_named_with_the_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    """Only what is missing is named, and the command that installs it."""
    extras.require_extra("parquet")
    monkeypatch.setitem(extras._MODULES, "parquet", ("pyarrow", "no_such_module"))
    with pytest.raises(ExtraError, match=r"^no_such_module not .*pip install 'gaoqian\[parquet\]'"):
        extras.require_extra("parquet")


def test_missing_extra_of_reports_is_one_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """It names what is missing and how to install it."""
    extras.require_extra("science")
    monkeypatch.setitem(sys.modules, "matplotlib", None)
    with pytest.raises(ExtraError, match=r"matplotlib not.*pip install 'gaoqian\[science\]'"):
        extras.require_extra("science")
