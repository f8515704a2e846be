"""Where the authored articles lie."""

from pathlib import Path

import pytest

from gaoqian import DataError
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.datasets import authored


def test_authored_data_is_found() -> None:
    """Articles by name, and the taxonomy that they are labelled by."""
    files = authored.authored_articles()
    assert files == sorted(files)
    assert len(files) > 10
    assert "safety" in load_taxonomy(authored.authored_taxonomy()).ids


def test_installation_without_it_is_one_error(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Both places are named."""
    monkeypatch.setattr(authored, "_INSTALLED", tmp_path / "wheel")
    monkeypatch.setattr(authored, "_CHECKOUT", tmp_path / "checkout")
    with pytest.raises(DataError, match=r"wheel or .*checkout: reinstall"):
        authored.authored_articles()
