"""Rubrics: names of columns and commentators' lines."""

import pytest

from gaoqian import Article
from gaoqian.text import compose
from gaoqian.text.marks import MARKS, RubricKind
from gaoqian.text.rubrics import find_rubrics


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
        "业主好评电梯加装",
        "市民点评老旧小区改造",
        "第三届职工健身论坛",
        "好评如潮",
        "获评全国先进",
        "社会舆论",
        "评论员走进社区",
        "网友点评：电梯装得快",
        "专家观点：入汛后少走河滩",
        "微评论平台上线",
        "热评榜发布",
        "时评写作大赛开赛",
        "镇评议会召开",
        "网评员培训班举行",
        "我市召开环评\n工作会",
        "资本论",
        "环评公示：城东路",
        "好差评：政务服务",
        "刘议论：我行",
        "围炉夜话：居民议事",
        "本报评论员获中国新闻奖",
        "本报评论员张三应邀到城东中学授课",
        "足球评论员韩乔生：国足加油",
        "来源 | 沂川网",
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
        ("评论员张莉这几天，井盖又响了。", "评论员", "opinion"),
        ("文/本报评论员 张三\n井盖响了一年。", "文/本报评论员 张三", "opinion"),
        ("（本报评论员 张三）\n井盖响了一年。", "（本报评论员 张三）", "opinion"),
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
        "热评如潮，网友纷纷点赞。",
        "沂川日报评论员李四做客本校讲座。",
        "评论员培训班昨日开班。",
        "井盖换了。\n转自沂川网评论员 张三",
        "井盖换了。\n活动嘉宾：\n沂川日报评论员 张三\n大学教授 李四",
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


def test_words_of_an_unknown_column_stay() -> None:
    """What stands before the bar may as well be the subject; the mark says what it looks like."""
    document = compose(Article("消防安全｜夏季用电要当心", "换掉它。"))
    assert document.text == f"{MARKS['column']}\n消防安全\n夏季用电要当心\n换掉它。"
    assert document.rubrics == ("消防安全",)
    assert compose(Article("视频｜电梯坠落", "")).rubrics == ()


def test_mark_leads_back_to_the_rubric() -> None:
    """Evidence of a mark is the whole rubric in the text as sent, separators included."""
    document = compose(Article("井盖（沂川时评）", "换掉它。"))
    start = document.text.index(MARKS["opinion"])
    found = document.evidence(start, start + 1, 1.0)
    assert (found.field, found.text, found.start) == ("headline", "（沂川时评）", 2)


def test_mark_behind_a_headline_is_no_wrapped_line() -> None:
    """A headline as long as a column's line still ends before the mark."""
    text = compose(Article("老旧小区改造启动在即（沂川时评）", "换。")).text
    assert text == f"老旧小区改造启动在即\n{MARKS['opinion']}\n换。"


def test_no_text_can_hold_a_mark() -> None:
    """What looks like a mark in a text as sent is taken out of it."""
    assert compose(Article("井\ufdd0盖", "换\ufdd2掉它。")).text == "井盖\n换掉它。"


def test_left_alone_for_older_models() -> None:
    """Models that read rubrics as words get them."""
    document = compose(Article("微评 | 井盖", "换掉它。"), None)
    assert document.text == "微评 | 井盖\n换掉它。"
    assert document.rubrics == ()
