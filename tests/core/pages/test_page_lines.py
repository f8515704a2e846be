"""The lines of a page by kind."""

from gaoqian.pages.page_lines import find_page_lines

PAGE = """霁川日报 2026年7月21日 星期二 第6版
旧车棚里有了议事厅
○通讯员 马小满
　　槐树湾社区的旧车棚空了六年，堆满
了破沙发和旧门板。今年开春，居民小组
把它清出来，刷了白墙，换了瓦，改成一
间议事厅。
图为居民在议事厅开会。（龙一舟 摄）
　　四个月里，居民在议事厅说成了十七
件事，最大的一件是给车棚边的坡道装扶
手。"""


def test_copy_is_read_without_what_stands_apart() -> None:
    """Furniture is gone, captions are by themselves, and where they stood is known."""
    copy = find_page_lines(PAGE, 0, len(PAGE))
    assert copy.lines[0].text == "旧车棚里有了议事厅"
    assert [[line.text for line in caption] for caption in copy.captions] == [
        ["图为居民在议事厅开会。（龙一舟 摄）"]
    ]
    assert [copy.lines[index].closed[:4] for index in copy.below_captions] == ["四个月里"]
