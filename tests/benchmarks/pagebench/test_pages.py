"""The composed pages: what is expected is on them, all of it, and nothing covers anything."""

from itertools import combinations
from pathlib import Path

import pytest

from pagebench.copy import copy_for
from pagebench.expected import ExpectedPage, read_expected, write_expected
from pagebench.extraction import EXTRACTORS
from pagebench.linebreaks import break_lines, width_of
from pagebench.marks import Line, Picture
from pagebench.pages import ComposedPage, compose
from pagebench.scoring import squeeze
from pagebench.typesetting import typeset


@pytest.fixture(scope="module")
def pages() -> list[ComposedPage]:
    """The first pages of each set."""
    return [*compose("development", 2), *compose("held-out", 1)]


@pytest.fixture(scope="module")
def printed(pages: list[ComposedPage]) -> list[bytes]:
    """The same as PDF."""
    return [typeset(page) for page in pages]


def test_sets_share_no_article() -> None:
    """What a cutter was built on cannot judge it."""
    development, held_out = copy_for("development"), copy_for("held-out")
    assert len(development) > 600
    assert len(held_out) > 600
    assert not {copy.id for copy in development} & {copy.id for copy in held_out}


def test_same_pages_each_time(pages: list[ComposedPage]) -> None:
    """Figures of two runs speak of the same pages; a longer run begins with the shorter one's."""
    assert next(compose("development", 1)) == pages[0]


def test_pages_have_several_pieces_and_no_article_twice(pages: list[ComposedPage]) -> None:
    """Three to eight pieces, two to five columns."""
    for page in pages:
        assert 3 <= len(page.expected.pieces) <= 8
        assert 2 <= page.expected.columns <= 5
    ids = [piece.id for page in pages for piece in page.expected.pieces]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("name", EXTRACTORS)
def test_every_line_is_in_the_text(
    name: str, pages: list[ComposedPage], printed: list[bytes]
) -> None:
    """No line was broken, clipped, or lost by the typesetting."""
    for page, pdf in zip(pages, printed, strict=True):
        text = squeeze(EXTRACTORS[name](pdf))
        for mark in page.marks:
            assert not isinstance(mark, Line) or squeeze(mark.text) in text


def test_expected_bodies_are_in_the_text(pages: list[ComposedPage], printed: list[bytes]) -> None:
    """Where columns stand in order in the stream, each body is one stretch of it."""
    orders = set()
    for page, pdf in zip(pages, printed, strict=True):
        text = squeeze(EXTRACTORS["pypdfium2"](pdf))
        orders.add(page.expected.order)
        for piece in page.expected.pieces if page.expected.order != "columns mixed" else ():
            assert squeeze(piece.body) in text
            assert squeeze(piece.byline) in text
            assert all(squeeze(caption) in text for caption in piece.captions)
            assert all(word in text for word in piece.headline.split())
    assert orders - {"columns mixed"}


def test_nothing_covers_anything(pages: list[ComposedPage]) -> None:
    """Lines and pictures keep clear of each other and of the page's edges."""
    for page in pages:
        placed = [mark for mark in page.marks if isinstance(mark, Line | Picture)]
        for mark in placed:
            assert mark.x >= 0
            assert mark.x + mark.width <= page.width
            assert mark.y + _height(mark) <= page.height
        for one, other in combinations(placed, 2):
            assert not _overlap(one, other), f"{page.expected.name}: {one} and {other}"


def _height(mark: Line | Picture) -> float:
    return mark.size if isinstance(mark, Line) else mark.height


def _overlap(one: Line | Picture, other: Line | Picture) -> bool:
    slack = 0.5
    return (
        one.x + slack < other.x + other.width
        and other.x + slack < one.x + one.width
        and one.y + slack < other.y + _height(other)
        and other.y + slack < one.y + _height(one)
    )


def test_answers_are_read_as_written(pages: list[ComposedPage], tmp_path: Path) -> None:
    """A set written to a folder is the set that is measured."""
    answer: ExpectedPage = pages[0].expected
    write_expected(answer, tmp_path / "page.json")
    assert read_expected(tmp_path / "page.json") == answer


def test_lines_keep_to_their_measure() -> None:
    """No line is too wide, and none begins with closing or ends with opening punctuation."""
    text = "他说：“车间里有2,300人，一半是新手（多数来自外地）。”大家都笑了——笑完接着干活，没有停。"
    for measure in range(8, 24):
        lines = break_lines(text, measure)
        assert "".join(lines) == text
        assert all(width_of(line) <= measure for line in lines)
        assert not any(line[0] in "，。”）" or line[-1] in "“（" for line in lines)
