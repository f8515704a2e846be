"""Typographic cues of lines."""

import pytest

from gaoqian.pages.cues import LineCues, find_captions, is_furniture, page_cues, read_cues
from gaoqian.pages.lines import Line, find_lines


def _lines(text: str) -> list[Line]:
    return find_lines(text, 0, len(text))


def _cues(text: str) -> LineCues:
    (line,) = _lines(text)
    return read_cues(line)


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("改成一间议事厅。", "ends_sentence"),
        ("他说：“修好了。”", "ends_sentence"),
        ("刷了白墙，", "must_continue"),
        ("，换了瓦", "cannot_open"),
        ("本报讯（记者 汲冰）槐树湾社区", "opens_with_lead"),
        ("○通讯员 马小满", "is_byline"),
        ("（记者 汲冰）", "is_signature"),
        ("马小满", "is_name"),
    ],
)
def test_a_line_has_its_cue(text: str, cue: str) -> None:
    """Each is seen where it stands, and in no plain line."""
    assert getattr(_cues(text), cue)
    assert not getattr(_cues("槐树湾社区的旧车棚空了六年，堆满"), cue)


def test_commas_within_a_line_are_counted() -> None:
    """The sign at its end is not within it."""
    assert _cues("一，二、三；四。").commas == 3


def test_a_lead_may_run_into_the_next_line() -> None:
    """The line above it is none."""
    lines = _lines("渔民放回一半\n本报漪水3月4日电（记者\n谭汲）入伏以后，漪水下游")
    assert [cues.opens_with_lead for cues in page_cues(lines)] == [False, True, False]


@pytest.mark.parametrize(
    ("text", "furniture"),
    [
        ("霁川日报 2026年7月21日 星期二 第6版", True),
        ("责任编辑：王五 版式：马六", True),
        ("— 6 —", True),
        ("2026年7月21日上午，旧车棚里有了议事厅。", False),
        ("编辑同志：", False),
    ],
)
def test_furniture(text: str, furniture: bool) -> None:
    """Only whole lines: a sentence may begin with a date."""
    (line,) = _lines(text)
    assert is_furniture(line) == furniture


def test_captions() -> None:
    """From ``图为`` to its credit, and the paragraph before a photographer's credit."""
    text = (
        "职工在读书。\n图为居民在议事\n厅开会。\n（龙一舟 摄）\n渔民下网。\n"
        "老谭在船头\n收起渔网 龙一舟 摄\n下一段。"
    )
    assert find_captions(_lines(text)) == [range(1, 4), range(5, 7)]
