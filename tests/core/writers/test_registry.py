"""Writers by their names."""

import pytest

from gaoqian import SettingsError
from gaoqian.writers import writer


def test_an_unknown_format_is_named() -> None:
    """With what there is instead."""
    with pytest.raises(SettingsError, match=r"'docx' is unknown, expected one of jsonl"):
        writer("docx")
