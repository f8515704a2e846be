"""Lines of a page of text."""

from gaoqian.pages.lines import Line, find_lines, left_column, right_column


def _lines(text: str) -> list[Line]:
    return find_lines(text, 0, len(text))


def test_a_line_is_measured() -> None:
    """Position without blanks, width in Han characters, indent and blank lines before it."""
    first, second = _lines("旧车棚\n\n　　ABCD 议 事\n")
    assert (first.start, first.end, first.width, first.gap) == (0, 3, 3.0, 0)
    assert (second.start, second.text, second.gap) == (7, "ABCD 议 事", 1)
    assert second.is_indented
    assert second.closed == "ABCD 议事"
    assert second.width == 4.5  # five ASCII characters are half as wide


def test_only_the_page_is_read() -> None:
    """Positions point into the whole text."""
    (line,) = find_lines("第一版\f第二版\f", 4, 7)
    assert (line.start, line.text) == (4, "第二版")


def test_letter_spacing() -> None:
    """A headline may stand letter by letter."""
    spaced, plain = _lines("工 会 换 届\n工会 换届")
    assert (spaced.is_spaced, spaced.closed) == (True, "工会换届")
    assert not plain.is_spaced


def test_three_lines_of_one_character_are_a_vertical_headline() -> None:
    """Two are not enough."""
    texts = [line.text for line in _lines("桥\n修\n好\n正文\n一\n二\n末行")]
    assert texts == ["桥修好", "正文", "一", "二", "末行"]
    (headline, *_) = _lines("桥\n修\n好")
    assert (headline.start, headline.end, headline.is_spaced) == (0, 5, True)


def test_column_is_as_wide_as_most_of_its_lines() -> None:
    """The last lines of paragraphs are shorter, and do not count."""
    lines = _lines(
        "\n".join(["十个汉字一行的那一栏"] * 4 + ["短行"] + ["十个汉字一行的那一栏"] * 3)
    )
    assert left_column(lines, 8) == right_column(lines, 0) == 10.0
    assert (left_column(lines, 0), right_column(lines, 8)) == (0.0, 0.0)
    assert right_column(lines, 7) == 10.0
