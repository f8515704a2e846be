"""Standard input: JSON Lines or one text."""

from io import BytesIO

import pytest

from gaoqian import Article
from gaoqian.readers import ReadFailure, plan_stream


def _read(data: bytes, skip: int = 0) -> list[Article | ReadFailure]:
    portions = plan_stream(BytesIO(data), skip=skip)
    return [item for portion in portions for item in portion.read()]


_LINES = '\n{"headline":"甲","body":"乙"}\nx\n{"body":"丙"}\n'.encode()


def test_json_lines_are_articles() -> None:
    """The first line that is not blank decides; a bad line later is a failure."""
    first, bad, last = _read(_LINES)
    assert [first, last] == [Article("甲", "乙", "", "-:2"), Article("", "丙", "", "-:4")]
    assert str(bad) == "-:3: no JSON at column 1: Expecting value"


@pytest.mark.parametrize("skip", [1, 2, 3, 4, 5])
def test_skipping_lines(skip: int) -> None:
    """As many lines are left out, blank or not."""
    expected = [item for item in _read(_LINES) if int(str(item).split("-:")[1][0]) > skip]
    assert _read(_LINES, skip) == expected


@pytest.mark.parametrize("text", ["", "\n", "第一行\n第二行\n", '{"a":1}\n', "[1]", '{"body":'])
def test_any_other_text_is_one_article(text: str) -> None:
    """JSON that is no article is a text like any other, and so is half of an article."""
    assert _read(text.encode()) == [Article(body=text, source="-", encoding="utf-8")]
    assert _read(text.encode(), skip=1) == []


@pytest.mark.parametrize("line", [b"x" * 100 + b"\n", b"\n", b"x" * (1 << 26)])
def test_endless_text_is_refused(line: bytes) -> None:
    """No more is read than shows that it is too long."""
    stream = BytesIO(line * ((1 << 26) // len(line)))
    (portion,) = plan_stream(stream)
    (failure,) = portion.read()
    assert "-: holds 16,777,217 bytes, expected 16,777,216 at most" in str(failure)
    assert stream.tell() == (16 << 20) + 1
