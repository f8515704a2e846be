"""Joining the lines of a page."""

import pytest

from gaoqian.pages.joining import BodyLine, join_body, join_headline
from gaoqian.segment import load_segmenter


def _join(*lines: str) -> str:
    return join_body([BodyLine(line) for line in lines])


def test_wrapped_lines_become_paragraphs() -> None:
    """Hard wraps are joined; a line that ends with its sentence ends its paragraph."""
    lines = ("入秋以来，槐树湾社区把闲置的车棚", "改成了议事厅，居民有事就来坐坐。", "棚子不大。")
    assert (
        _join(*lines)
        == "入秋以来，槐树湾社区把闲置的车棚改成了议事厅，居民有事就来坐坐。\n棚子不大。"
    )


def test_spaces_between_han_characters_are_closed() -> None:
    """A line that was spaced out to fill its column is as long as its neighbours."""
    lines = (
        "　　清晨六点，老码头边的早市",
        "热 闹 起 来 ， 挑 担 的 、",
        "推车的都在 3 号门前排队。",
    )
    assert _join(*lines) == "清晨六点，老码头边的早市热闹起来，挑担的、推车的都在 3 号门前排队。"


def test_what_geometry_knows_goes_before_line_ends() -> None:
    """An indent opens a paragraph; its absence joins even behind the end of a sentence."""
    lines = [
        BodyLine("灯亮了，路也平了，街坊都说好。", opens_paragraph=True),
        BodyLine("夜里散步的人多了起来，卖甜酒", opens_paragraph=False),
        BodyLine("到九点", opens_paragraph=True),
    ]
    assert join_body(lines) == "灯亮了，路也平了，街坊都说好。夜里散步的人多了起来，卖甜酒\n到九点"


def test_latin_words_are_parted() -> None:
    """Between two Latin words a line break stands for a space."""
    lines = [
        BodyLine("展厅里循环播放 Slow", None),
        BodyLine("Food 的老片子", opens_paragraph=False),
    ]
    assert join_body(lines) == "展厅里循环播放 Slow Food 的老片子"


@pytest.mark.parametrize(
    ("lines", "headline"),
    [
        (("霁川市：", "老车间请来新邻居"), "霁川市：老车间请来新邻居"),
        (("旧仓改出书房", "巷口多了灯光"), "旧仓改出书房 巷口多了灯光"),
        (("漪水两岸十二处休闲文", "化长廊本月开放"), "漪水两岸十二处休闲文化长廊本月开放"),
        (("河 街 夜 市", "重 新 开 张"), "河街夜市 重新开张"),
        (("老", "街", "新", "声"), "老街新声"),
        (("把早餐车请进", "", "  小区  门口多了烟火气"), "把早餐车请进 小区 门口多了烟火气"),
    ],
)
def test_headline_lines_are_joined(lines: tuple[str, ...], headline: str) -> None:
    """A space parts clauses; a break inside a word or behind a colon is only the width's."""
    assert join_headline(lines, load_segmenter()) == headline


def test_headline_reads_on_where_its_body_does() -> None:
    """A phrase of the body that a break cuts is one phrase."""
    lines = ("漪水两岸十二处全民", "健身点本月开放")
    body = "漪水两岸的全民健身点本月开放，共十二处。"
    segmenter = load_segmenter()
    assert join_headline(lines, segmenter, body) == "漪水两岸十二处全民健身点本月开放"
    assert join_headline(lines, segmenter) == "漪水两岸十二处全民 健身点本月开放"
