"""What a newsroom adds to copy: kickers, decks, bylines, leads, captions, page furniture."""

import random

_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
_GIVEN = "磊静敏超洁峰燕玲涛丹晨悦宁薇帆越楠岚琪珂青山立群海明晓雨文博佳慧志远春梅国强思源"
_PLACES = ("青禾", "临渡", "霁川", "梧江", "沣水", "云岭", "白浦", "棠溪", "望陶", "鹭埠")
_KICKERS = (
    "{place}市：",
    "{place}县：",
    "{place}推出惠民新举措",
    "聚焦高质量发展一线",
    "记者走基层",
    "从一件小事看{place}变化",
    "把实事办到群众心坎上",
    "年终盘点 回望这一年",
)
_DECKS = (
    "——来自{place}一线的报道",
    "——{place}市推进相关工作侧记",
    "相关部门：年内将全面铺开",
    "首批试点已见成效 后续方案正在制定",
    "多部门联合推进 群众点赞",
)
_CAPTIONS = (
    "图为工作人员在现场查看情况。",
    "图为活动现场。",
    "图为志愿者向居民发放宣传手册。",
    "图为{place}市有关负责人在一线调研。",
    "图为施工现场一角。",
    "图为技术人员正在调试设备。",
    "图为居民在家门口散步。",
    "图为整治后的街巷。",
    "图为职工在车间忙碌。",
    "图为参加活动的市民在交流。",
)
_PAPERS = ("青禾日报", "临渡晚报", "霁川日报", "梧江时报", "云岭新报")
_SECTIONS = ("要闻", "综合", "民生", "本地新闻", "城事", "县区", "专题")


def name_of_person(draw: random.Random) -> str:
    """Draw a name of two or three characters; a short one may be set apart (王 磊)."""
    given = "".join(draw.sample(_GIVEN, draw.choice((1, 2, 2))))
    gap = "\u3000" if len(given) == 1 and draw.random() < 0.4 else ""
    return f"{draw.choice(_SURNAMES)}{gap}{given}"


def kicker(draw: random.Random) -> str:
    """Draw a line above a headline (引题)."""
    return draw.choice(_KICKERS).format(place=draw.choice(_PLACES))


def deck(draw: random.Random) -> str:
    """Draw a line below a headline (副题)."""
    return draw.choice(_DECKS).format(place=draw.choice(_PLACES))


def writer(draw: random.Random) -> str:
    """Draw who wrote a piece, as it stands in a byline, without a mark."""
    if draw.random() < 0.25:
        return f"本报记者 {name_of_person(draw)} 通讯员 {name_of_person(draw)}"
    return f"{draw.choice(('本报记者', '记者', '通讯员', '通讯员'))} {name_of_person(draw)}"


def lead(draw: random.Random) -> str:
    """Draw a lead with its reporter, such as ``本报讯（记者 …）``."""
    by = f"{draw.choice(('记者', '通讯员'))} {name_of_person(draw)}"
    if draw.random() < 0.75:
        return f"本报讯（{by}）"
    date = f"{draw.randint(1, 12)}月{draw.randint(1, 28)}日"
    return f"本报{draw.choice(_PLACES)}{date}电（{by}）"


def caption(draw: random.Random) -> str:
    """Draw what stands below a photo, without its credit."""
    return draw.choice(_CAPTIONS).format(place=draw.choice(_PLACES))


def photographer(draw: random.Random) -> str:
    """Draw a photo's credit, without its brackets."""
    title = draw.choice(("", "本报记者 ", "通讯员 "))
    return f"{title}{name_of_person(draw)} 摄"


def furniture(draw: random.Random) -> tuple[list[str], list[str]]:
    """Draw what stands at the head and at the foot of a page, from left to right."""
    month, day = draw.randint(1, 12), draw.randint(1, 28)
    week = draw.choice("一二三四五六日")
    folio = f"{draw.randint(1, 8)}"
    section = draw.choice(_SECTIONS)
    number = draw.choice((f"A0{folio}", f"第{folio}版", f"0{folio}"))
    head = [
        f"{draw.choice((2023, 2024, 2025))}年{month}月{day}日 星期{week}",
        draw.choice(_PAPERS),
        f"{number} {section}",
    ]
    editors = [f"责任编辑：{name_of_person(draw)}", f"版式设计：{name_of_person(draw)}"]
    if draw.random() < 0.6:
        editors.append(f"校对：{name_of_person(draw)}")
    if draw.random() < 0.3:
        editors.append(f"新闻热线：0851-{draw.randint(2000000, 8999999)}")
    return (head, editors) if draw.random() < 0.7 else ([*head, *editors], [])
