"""Hard line wraps."""

from gaoqian.text.wraps import find_wraps


def _mend(text: str) -> str:
    for wrap in reversed(list(find_wraps(text))):
        text = text[: wrap.start] + wrap.joint + text[wrap.end :]
    return text


def test_wrapped_column_is_joined() -> None:
    """Lines of one width that end inside a sentence, blank lines between them or not."""
    wrapped = (
        "入冬以来，柳溪区把三十一条背街小\n巷列入整治，先挖管沟再铺路面，最\n\n"
        "后才装灯。居民说踏实。"
    )
    assert _mend(wrapped) == wrapped.replace("\n", "")


def test_paragraphs_stay() -> None:
    """A line that ends with its sentence ends its paragraph."""
    text = "第一段写完了，句号在此。\n第二段写完了，句号在此。"
    assert _mend(text) == text


def test_subhead_before_a_long_paragraph_stays() -> None:
    """A subhead is much shorter than the lines around it."""
    text = "先看地下管网怎么改\n" + "管网" * 40 + "。\n再说"
    assert _mend(text) == text


def test_unwrapped_paragraph_stays() -> None:
    """No column is as wide as a whole paragraph."""
    text = "很长的一段" * 20 + "\n" + "另外的一段" * 20
    assert _mend(text) == text


def test_items_and_bylines_stay() -> None:
    """A line that opens like an item is one."""
    for opening in ("■", "○通讯员", "一、", "2.", "（一）", "第三条"):
        text = f"今天街道办公布的安排如下所列\n{opening}先把路灯修好再说别的事情"
        assert _mend(text) == text


def test_latin_words_keep_a_space() -> None:
    """Between two Latin words the break stood for a space, beside Han for nothing."""
    assert _mend("the quick brown fox jumps over\nthe lazy dog, and then it\nran") == (
        "the quick brown fox jumps over the lazy dog, and then it ran"
    )
    assert _mend("全区今年改造小区一共有\n16个，比去年多了七个呢") == (
        "全区今年改造小区一共有16个，比去年多了七个呢"
    )
