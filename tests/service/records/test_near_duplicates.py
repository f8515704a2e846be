"""Near-duplicates, by their signatures."""

from array import array

import pytest

from gaoqian_service.records.near_duplicates import sign, tell_same_story

_STORY = (
    "入冬前，柳溪街道给七十二户独居老人家里装上独立式感烟报警器，网格员逐户查电线、清楼道杂物，"
    "消防站的队员教老人怎样用灭火毯。街道计划年底前再装一百户，并把楼道充电的电动车移到新建车棚。"
)


def test_small_changes_leave_a_story_the_same() -> None:
    """Another lead, another number, other line breaks."""
    other = "本报讯 " + _STORY.replace("七十二", "七十三").replace("，消防", "，\n消防")
    assert tell_same_story(sign("烟感进楼道", _STORY), sign("烟感进楼道", other))


def test_another_story_is_another() -> None:
    """Also on the same subject, in words of its own."""
    other = (
        "市消防救援支队昨日公布前十个月火灾统计，电气故障仍居首位，支队提醒居民冬季用电莫超负荷，"
        "电热毯用后断电，出门前检查灶具，并建议老旧小区加装限流式保护器。"
    )
    assert not tell_same_story(sign("", _STORY), sign("", other))


def test_shortest_texts_have_a_signature() -> None:
    """One character is a text, too; so is none."""
    assert len(sign("", "火")) == len(sign("", "")) == 256
    assert not tell_same_story(sign("", "火"), sign("", "水"))


@pytest.mark.parametrize(
    ("text", "first"),
    [
        (_STORY, [312_399_357, 133_616_415, 316_221_777]),
        ("火", [3_273_458_480, 3_596_976_458, 4_060_792_136]),
        ("防火\ud800防盗", [3_809_305_183, 4_154_240_586, 4_011_050_171]),
    ],
)
def test_signatures_stay_as_the_ledger_has_them(text: str, first: list[int]) -> None:
    """Stories of yesterday are compared with those of today, whichever release signed them."""
    assert array("I", sign("", text))[:3].tolist() == first
