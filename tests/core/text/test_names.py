"""Patterns of names in bylines."""

import re

import pytest

from gaoqian.text.names import NAME, NAMES, SIGNATURE, TITLED_NAME


@pytest.mark.parametrize("text", ["汲冰", "马小满", "杜 衡", "欧阳修竹", "吉克·阿呷", "令狐冲"])
def test_names(text: str) -> None:
    """A surname and one or two characters; compound and transliterated names."""
    assert re.fullmatch(NAME, text)


@pytest.mark.parametrize("text", ["消防", "的确", "马", "马小满先", "工会"])
def test_words_are_no_names(text: str) -> None:
    """A word that begins with no surname, and what is too short or too long."""
    assert not re.fullmatch(NAME, text)


def test_several_names() -> None:
    """Parted by blanks or by the usual signs."""
    assert re.fullmatch(NAMES, "汲冰、马小满 杜 衡")


def test_behind_a_title_any_short_word_is_a_name() -> None:
    """A reporter's name may begin with a rare surname."""
    assert re.fullmatch(TITLED_NAME, "丌官")
    assert not re.fullmatch(NAME, "丌官")


@pytest.mark.parametrize("text", ["郑启明", "县供水公司", "危化科 梁家骥"])
def test_signatures(text: str) -> None:
    """A name, an office, or both."""
    assert re.fullmatch(SIGNATURE, text)
