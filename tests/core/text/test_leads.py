"""Leads, datelines and bylines."""

import pytest

from gaoqian.text.leads import find_leads


@pytest.mark.parametrize(
    ("body", "lead"),
    [
        ("本报讯（通讯员 林小河）近日，", "本报讯（通讯员 林小河）"),
        ("本报讯 昨日上午，", "本报讯"),
        ("【柘岭日报讯】（记者 仲夏）一条", "【柘岭日报讯】（记者 仲夏）"),
        ("青禾社砚洲9月12日电（记者 童砚秋）上午", "青禾社砚洲9月12日电（记者 童砚秋）"),
        ("青禾社砚洲１０月２２日电 上午", "青禾社砚洲１０月２２日电"),
        ("青禾社北麓10月19日体育专电（记者 尹澈）联赛", "青禾社北麓10月19日体育专电（记者 尹澈）"),
        ("青禾社桐浦6月2日电题：一条河的下午", "青禾社桐浦6月2日电题："),
        ("本报记者 郁小蝉 报道：“账上多了", "本报记者 郁小蝉 报道："),
        ("苇泊县10月3日电影节开幕，", None),
        ("记者从市轨道办了解到，", None),
        ("据了解，全市", None),
    ],
)
def test_openings(body: str, lead: str | None) -> None:
    """The lead in front of the first sentence, and nothing that only looks like one."""
    found = [entry.text for entry in find_leads(body)]
    assert found == ([lead] if lead else [])


@pytest.mark.parametrize(
    "line",
    [
        "○通讯员 马小满",
        "□本报记者 贺兰舟",
        "本报记者 路遥岑 通讯员 洪昆",
        "吉克阿呷 摄",
        "责任编辑：王五",
    ],
)
def test_lines_of_their_own(line: str) -> None:
    """A byline or credit that fills a line is hidden wherever the line stands."""
    assert [lead.text for lead in find_leads(f"第一段。\n{line}\n第二段。")] == [line]


@pytest.mark.parametrize(
    "end",
    [
        "（记者 汲冰）",
        "（郑启明）",
        "（县供水公司）",
        "［字幕：摄像 祁峰 编辑 宁可］",
        "（作者系执业律师）",
    ],
)
def test_closings(end: str) -> None:
    """A credit in brackets behind the last sentence."""
    assert [lead.text for lead in find_leads(f"脚底下踏实了。{end}")] == [end]


@pytest.mark.parametrize(
    "line",
    ["记者：接下来写什么？", "○ 会费贵不贵？", "■ 安全提示", "编辑同志：", "记者问：有没有？"],
)
def test_questions_and_subheads_stay(line: str) -> None:
    """What an interview, a list or a letter consists of is text."""
    assert find_leads(f"第一段。\n{line}\n第二段。\n第三段。") == []


@pytest.mark.parametrize(
    "line",
    [
        "互联网通讯企业工会成立，覆盖职工三千人。",
        "本报通讯员培训班开班，工会主席到会讲话。",
        "社区居民上网课讯息多，家长发愁。",
        "万达社区电（梯）加装完成，居民下楼方便。",
        "农村社会安全用电：从一根线说起。",
        "国家电网电动车充电：楼道起火怎么办。",
        "通讯员队伍建设",
        "小记者走进消防站",
        "优秀记者 工会积极分子 职工之家",
        "作者：《消防安全手册》由应急管理局编写",
        "来源：电动自行车充电",
        "审核：从严把关每一份动火作业票",
        "■安全生产",
        "停止户外作业（气温达40摄氏度）",
        "小区装上新设备（高清摄像头、烟感报警器）",
        "逐项排查（消防隐患主要来源）",
        "全部完工（包括水电改造、楼道整理、加装电梯）",
        "会议通过决议。（全体会议一致通过）",
        "明天见。（消防安全须知）",
    ],
)
def test_what_only_looks_like_a_byline_stays(line: str) -> None:
    """At the start, in the middle and at the end of a body, and alone."""
    for body in (line, f"第一段。\n{line}\n第三段。", f"{line}\n第二段。", f"第一段。\n{line}"):
        assert find_leads(body) == []


@pytest.mark.parametrize(
    ("body", "leads"),
    [
        (
            "楼道装上烟感\n\n本报讯（记者 张三 通讯员 李四）昨日，",
            ["本报讯（记者 张三 通讯员 李四）"],
        ),
        ("本报记者 张三\n本报讯 昨日，", ["本报记者 张三", "本报讯"]),
        ("（青禾社北京5月6日电）昨日，", ["（青禾社北京5月6日电）"]),
        ("（本报记者张三）昨日，", ["（本报记者张三）"]),
    ],
)
def test_lead_below_a_headline_or_a_byline(body: str, leads: list[str]) -> None:
    """A text file holds its headline; the lead stands in one of the first lines."""
    assert [lead.text for lead in find_leads(body)] == leads


def test_marked_name_at_either_end() -> None:
    """``■姓名`` opens or closes a piece."""
    assert [lead.text for lead in find_leads("■池上雨\n第一段。")] == ["■池上雨"]
    assert [lead.text for lead in find_leads("第一段。\n■池上雨")] == ["■池上雨"]


def test_lead_broken_by_a_hard_wrap() -> None:
    """A column's width may break a lead anywhere."""
    (lead,) = find_leads("本报讯（通讯员 林小\n河 吴边）近日，")
    assert lead.text == "本报讯（通讯员 林小 河 吴边）"


@pytest.mark.parametrize(("above", "found"), [(0, True), (2, True), (3, False)])
def test_lead_stands_in_one_of_the_first_three_lines(above: int, found: bool) -> None:
    """Lines without text do not count; further down, a dateline is part of the text."""
    body = "楼道装上烟感\n\n" * above + "本报讯 昨日，"
    assert [lead.text for lead in find_leads(body)] == ["本报讯"] * found
