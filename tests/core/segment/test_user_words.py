"""User dictionaries."""

from pathlib import Path

import pytest

from gaoqian import SegmenterError
from gaoqian.segment import UserWord, read_user_words


def test_user_dictionary_in_jieba_format(tmp_path: Path) -> None:
    """Word, optional frequency, optional tag; comments and blank lines are skipped."""
    path = tmp_path / "user.txt"
    path.write_text("安康杯 1000 nz\n\n# 注释\n劳模 n\n职工之家\n", encoding="utf-8")
    words = read_user_words(path)
    assert words == (UserWord("安康杯", 1000), UserWord("劳模"), UserWord("职工之家"))


def test_bad_frequency_is_named_with_its_line(tmp_path: Path) -> None:
    """The error names file, line and value."""
    path = tmp_path / "user.txt"
    path.write_text("劳模\n安康杯 多 nz\n", encoding="utf-8")
    with pytest.raises(SegmenterError, match=r"user\.txt:2: frequency is '多'"):
        read_user_words(path)
