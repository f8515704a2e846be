"""Rubrics: names of columns and commentators' lines."""

from pathlib import Path

import pytest

from gaoqian import Article
from gaoqian.errors import RubricError
from gaoqian.text import compose
from gaoqian.text.rubrics import (
    MARKS,
    HouseRubric,
    RubricKind,
    find_rubrics,
    read_house_rubrics,
)


@pytest.mark.parametrize(
    ("headline", "name", "kind"),
    [
        ("微评 | 井盖不能只响一声", "微评", "opinion"),
        ("【澄江新论】把账算到巷口", "澄江新论", "opinion"),
        ("北渡锐评：排队机不该排给人看", "北渡锐评", "opinion"),
        ("一盏灯的亮法（沂川时评）", "沂川时评", "opinion"),
        ("一盏灯的亮法（评论员观察）", "评论员观察", "opinion"),
        ("一盏灯的亮法丨西岭观潮快评", "西岭观潮快评", "opinion"),
        ("原标题：【本台短评】谣言的价钱", "本台短评", "opinion"),
        ("编者按：一条路修了三年", "编者按", "note"),
        ("【记者手记】在坝上过夜", "记者手记", "note"),
        ("便民｜周三这些小区停水", "便民", "column"),
        ("老桥加宽（身边事）", "身边事", "column"),
    ],
)
def test_headlines(headline: str, name: str, kind: RubricKind) -> None:
    """A column is known by where it stands; its kind by what its name promises."""
    (found,) = find_rubrics(headline, is_headline=True)
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    "headline",
    [
        "记者：我在现场看到了三件事",
        "专家：入汛后少走河滩",
        "公示｜记者 王五",
        "全市评选十佳工匠（附名单）",
        "一条老街的三十年（上）",
        "新桥通车（组图）",
        "先修路还是先修渠|哪样都离不开算账这件事",
        "市总工会换届",
    ],
)
def test_no_rubric(headline: str) -> None:
    """Who is quoted, what is attached and which part it is, is no column."""
    assert find_rubrics(headline, is_headline=True) == []


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        ("本报评论员\n井盖响了一年。", "本报评论员", "opinion"),
        ("评论员 孔小满\n井盖响了一年。", "评论员 孔小满", "opinion"),
        ("□ 北渡日报评论员 周砚\n井盖响了一年。", "□ 北渡日报评论员 周砚", "opinion"),
        ("热评\n井盖响了一年。", "热评", "opinion"),
        ("编者按8月起，本报开设专栏。", "编者按", "note"),
        (
            "井盖响了一年。别再响了。特约评论员 伍河(沂川晚报)",
            "特约评论员 伍河(沂川晚报)",
            "opinion",
        ),
    ],
)
def test_bodies(body: str, name: str, kind: RubricKind) -> None:
    """A commentator's line opens or closes a body."""
    (found,) = find_rubrics(body, is_headline=False)
    assert (found.name, found.kind) == (name, kind)


@pytest.mark.parametrize(
    "body",
    [
        "评论员认为，井盖应当换掉。",
        "我们连线了评论员周砚，请他谈谈井盖。",
        "记者 | 王五 井盖响了一年。",
        "热评家园的住户说，井盖响了一年。",
    ],
)
def test_commentators_who_are_only_mentioned(body: str) -> None:
    """Who is quoted in a report does not sign it."""
    assert find_rubrics(body, is_headline=False) == []


def test_words_are_hidden_and_a_mark_stands_alone() -> None:
    """The model sees one mark, and lines that begin and end as without the rubric."""
    document = compose(Article("微评 | 井盖", "本报评论员\n换掉它。"))
    assert document.text == f"{MARKS['opinion']}\n井盖\n{MARKS['opinion']}\n换掉它。"
    assert document.rubrics == ("微评", "本报评论员")


def test_mark_leads_back_to_the_rubric() -> None:
    """Evidence of a mark is the whole rubric in the text as sent, separators included."""
    document = compose(Article("井盖（沂川时评）", "换掉它。"))
    start = document.text.index(MARKS["opinion"])
    found = document.evidence(start, start + 1, 1.0)
    assert (found.field, found.text, found.start) == ("headline", "（沂川时评）", 2)


def test_no_text_can_hold_a_mark() -> None:
    """What looks like a mark in a text as sent is taken out of it."""
    assert compose(Article("井\ufdd0盖", "换\ufdd2掉它。")).text == "井盖\n换掉它。"


def test_left_alone_for_older_models() -> None:
    """Models that read rubrics as words get them."""
    document = compose(Article("微评 | 井盖", "换掉它。"), None)
    assert document.text == "微评 | 井盖\n换掉它。"
    assert document.rubrics == ()


def test_house_adds_its_own(tmp_path: Path) -> None:
    """A name that says nothing of its kind is what the house says it is, however long."""
    path = tmp_path / "栏目.txt"
    path.write_text("# 本社\n三江口\n老城厢慢走慢看慢想录 note\n", encoding="utf-8")
    house = read_house_rubrics(path)
    assert house == (HouseRubric("三江口"), HouseRubric("老城厢慢走慢看慢想录", "note"))
    for headline, kind in (("三江口｜井盖", "opinion"), ("老城厢慢走慢看慢想录：井盖", "note")):
        (found,) = find_rubrics(headline, is_headline=True, house=house)
        assert found.kind == kind


@pytest.mark.parametrize("line", ["三江口 comment", "三江口 opinion 每周"])
def test_house_file_with_a_fault(tmp_path: Path, line: str) -> None:
    """The error names file, line and what was expected."""
    path = tmp_path / "栏目.txt"
    path.write_text(f"好栏目\n{line}\n", encoding="utf-8")
    with pytest.raises(RubricError, match=r"栏目\.txt:2: .*expected"):
        read_house_rubrics(path)
