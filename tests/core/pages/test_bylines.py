"""Bylines of a page's articles."""

import pytest

from gaoqian.pages.bylines import find_byline, strip_byline


@pytest.mark.parametrize(
    ("found", "byline"),
    [
        ("○通讯员 马小满", "通讯员 马小满"),
        ("○ 霁川日报新闻客户端记者 韦青", "霁川日报新闻客户端记者 韦青"),
        ("□本报记者　贺兰舟", "本报记者 贺兰舟"),
        ("■晏小禾", "晏小禾"),
        ("（通讯员 龙一舟 摄）", "通讯员 龙一舟 摄"),
        ("本报讯（通讯员 李青\n王小山）", "通讯员 李青 王小山"),
        ("本报记者 郁小蝉 报道：", "本报记者 郁小蝉"),
        ("本报讯", ""),
    ],
)
def test_marks_and_brackets_go(found: str, byline: str) -> None:
    """Only who wrote it is left; of a lead that names nobody, nothing."""
    assert strip_byline(found) == byline


def test_first_named_byline_counts() -> None:
    """A lead without names is passed over."""
    body = "本报讯 槐树湾的灯昨晚亮了。\n街坊都出来看。（记者 汲冰）"
    assert find_byline(body) == "记者 汲冰"
    assert not find_byline("槐树湾的灯昨晚亮了。")
