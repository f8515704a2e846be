"""Cutting pages of text."""

import pytest

from gaoqian.errors import ReadError
from gaoqian.pages.article import PageArticle
from gaoqian.pages.textpage import MAX_LINES, cut_text
from gaoqian.pages.vocabulary import Vocabulary

CAR_SHED = """本报讯（记者 汲冰）槐树湾社区的旧车棚
空了六年，堆满了破沙发和旧门板。今年
开春，居民小组把它清出来，刷了白墙，
换了瓦，改成一间议事厅。
议事厅的桌子是木工师傅用拆下来的
房梁打的，能坐二十个人。谁家漏水、哪
盏路灯不亮，都在这张桌子上说。四个月
里，居民在议事厅说成了十七件事，最大
的一件是给车棚边的坡道装扶手。"""
EELS = """入伏以后，漪水下游的鳗鱼苗比往年
来得早。渔民老谭凌晨两点下网，天亮时
网底只有薄薄一层，他数了数，不到三百
尾，放回去一半。
水产站的技术员说，苗少是因为上游
三月里水温低，鳗鱼苗在咸淡水交界的地
方多停了十来天。站里劝渔民把网眼放大
一号，等下一个潮汛再捕鳗鱼。"""


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    """One without a bundle: what cutting does on a machine without a model."""
    return Vocabulary.plain()


def _cut(text: str, vocabulary: Vocabulary) -> list[PageArticle]:
    found = list(cut_text(text, vocabulary))
    assert all(isinstance(piece, PageArticle) for piece in found), found
    return [piece for piece in found if isinstance(piece, PageArticle)]


@pytest.mark.parametrize("habit", ["before", "after"])
def test_headlines_on_either_side(vocabulary: Vocabulary, habit: str) -> None:
    """The page shows on which side its headlines stand; several lines make one headline."""
    pieces = (("旧车棚里\n有了议事厅", CAR_SHED), ("漪水鳗鱼苗\n来早了也少了", EELS))
    text = "\n".join(f"{h}\n{b}" if habit == "before" else f"{b}\n{h}" for h, b in pieces)
    shed, eels = _cut(text, vocabulary)
    assert shed.headline == "旧车棚里 有了议事厅"
    assert shed.byline == "记者 汲冰"
    assert shed.body.startswith("本报讯（记者 汲冰）槐树湾社区的旧车棚空了六年，")
    assert shed.body.endswith("最大的一件是给车棚边的坡道装扶手。")
    assert eels.headline == "漪水鳗鱼苗 来早了也少了"
    assert eels.body.startswith("入伏以后，漪水下游的鳗鱼苗比往年来得早。")
    assert eels.body.endswith("等下一个潮汛再捕鳗鱼。")
    assert text[shed.start : shed.end].split() + text[eels.start : eels.end].split() == text.split()
    assert 0.0 < shed.confidence <= 1.0


def test_headlines_that_all_come_last(vocabulary: Vocabulary) -> None:
    """They are parted among the bodies by their words, in the bodies' order."""
    headlines = """漪水鳗鱼苗
来早了也少了
渔民放回一半
槐树湾社区：
旧车棚里
有了议事厅
四个月说成十七件事"""
    eels, shed = _cut(f"{EELS}\n{CAR_SHED}\n{headlines}", vocabulary)
    assert shed.headline.startswith("槐树湾社区：旧车棚里")
    assert shed.headline.endswith("十七件事")
    assert eels.headline == "漪水鳗鱼苗 来早了也少了 渔民放回一半"
    assert eels.body.endswith("等下一个潮汛再捕鳗鱼。")


def test_headline_above_a_lead_that_runs_over(vocabulary: Vocabulary) -> None:
    """A lead whose names come in the next line does not make a lead of the line above it."""
    lead = "本报漪水3月4日电（记者\n谭汲）"
    shed, eels = _cut(
        f"旧车棚里\n有了议事厅\n{CAR_SHED}\n渔民放回\n一半鳗鱼苗\n{lead}{EELS}", vocabulary
    )
    assert shed.body.endswith("装扶手。")
    assert eels.headline == "渔民放回 一半鳗鱼苗"


def test_furniture_captions_and_bylines(vocabulary: Vocabulary) -> None:
    """The folio goes, the caption is set apart, the byline loses its mark."""
    text = (
        "霁川日报 2026年7月21日 星期二 第6版\n旧车棚里有了议事厅\n○通讯员 马小满\n"
        f"{CAR_SHED.replace('本报讯（记者 汲冰）', '今年，')}\n图为居民在议事厅开会。\n"
        "（通讯员 龙一舟 摄）"
    )
    (piece,) = _cut(text, vocabulary)
    assert piece.headline == "旧车棚里有了议事厅"
    assert piece.byline == "通讯员 马小满"
    assert piece.captions == ("图为居民在议事厅开会。（通讯员 龙一舟 摄）",)
    assert "图为" not in piece.body


def test_form_feeds_part_pages(vocabulary: Vocabulary) -> None:
    """Pages are numbered from 1, blank ones too; positions point into the whole text."""
    text = f"旧车棚里有了议事厅\n{CAR_SHED}\n\f\n\f漪水鳗鱼苗来早了\n{EELS}\n"
    shed, eels = _cut(text, vocabulary)
    assert (shed.page, eels.page) == (1, 3)
    assert text[eels.start : eels.end].startswith("漪水鳗鱼苗来早了\n")


def test_errors_name_the_page(vocabulary: Vocabulary) -> None:
    """A page with no article or too many lines is an error, and the others go on."""
    text = f"第6版\n\f旧车棚里有了议事厅\n{CAR_SHED}\f" + "一行。\n" * (MAX_LINES + 1)
    furniture, shed, endless = cut_text(text, vocabulary)
    assert isinstance(furniture, ReadError)
    assert str(furniture) == "page 1 holds no article, expected lines of running text"
    assert isinstance(shed, PageArticle)
    assert str(endless) == f"page 3 has {MAX_LINES + 1} lines, expected at most {MAX_LINES}"
    (blank,) = cut_text(" \n\f", vocabulary)
    assert str(blank) == "is blank, expected the text of a page"
