"""The text of markup."""

import pytest

from gaoqian.readers.markup import local_name, parse_fragment, text_of


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>一</p><p>二</p>", "一\n二"),
        ("<p>工<b>会</b>换届</p>", "工会换届"),
        ("一<br/>二", "一\n二"),
        ("<div><p>一</p> <p> </p></div>", "一"),
        ("<p>一<script>var a</script>二<!--三--></p>", "一二"),
        ("<p>a\n  b</p>", "a b"),
    ],
)
def test_a_line_is_a_paragraph(markup: str, text: str) -> None:
    """Blocks part lines, inline elements do not; scripts and comments are no text."""
    root = parse_fragment(markup)
    assert root is not None
    assert text_of(root) == text


@pytest.mark.parametrize("markup", ["", " \n"])
def test_nothing_in_it(markup: str) -> None:
    """A fragment may be empty."""
    assert parse_fragment(markup) is None


def test_local_names() -> None:
    """Without the namespace and in lower case; a comment has none."""
    root = parse_fragment("<p><!--x--></p>")
    assert root is not None
    paragraph = next(root.iter("p"))
    assert local_name(paragraph) == "p"
    assert local_name(paragraph[0]) == ""
    paragraph.tag = "{http://www.w3.org/1999/xhtml}P"
    assert local_name(paragraph) == "p"
