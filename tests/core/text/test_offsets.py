"""The way back from cleaned text to the text as sent."""

from hypothesis import given, settings, strategies as st

from gaoqian.text import Edit, OffsetMap, clean
from gaoqian.text.offsets import Stage

#: What newsroom copy is made of, so that rules meet each other often.
_PIECES = (
    *("工会", "消防", "。", "，", " ", "\u3000", "\n", "\r\n", "\u200b", "&nbsp;", "&amp;", "１２"),
    *("⼯", "A", "b2", "（记者 张三）", "本报讯", "○通讯员 李四", "\ud800", "\x00", "”", "16"),
)
_COPY = st.lists(st.sampled_from(_PIECES), max_size=40).map("".join)


def test_no_edits_means_the_same_place() -> None:
    """A text that needed nothing maps onto itself."""
    assert OffsetMap().original_span(3, 5) == (3, 5)


def test_deletion_at_the_edge_stays_outside() -> None:
    """``ab__cd`` without ``__``: neither the span of ``ab`` nor that of ``cd`` has it."""
    offsets = OffsetMap((Stage([Edit(2, 4, 0)]),))
    assert offsets.original_span(0, 2) == (0, 2)
    assert offsets.original_span(2, 4) == (4, 6)


def test_deletion_inside_stays_in() -> None:
    """``ab__cd`` without ``__``: the span of ``bc`` covers what was removed."""
    assert OffsetMap((Stage([Edit(2, 4, 0)]),)).original_span(1, 3) == (1, 5)


def test_replacement_maps_as_a_whole() -> None:
    """``x&amp;y`` to ``x&y``: the ampersand came from all five characters."""
    offsets = OffsetMap((Stage([Edit(1, 6, 1)]),))
    assert offsets.original_span(1, 2) == (1, 6)
    assert offsets.original_span(2, 3) == (6, 7)


def test_stages_are_undone_last_first() -> None:
    """Two stages, each in its own input's coordinates."""
    offsets = OffsetMap((Stage([Edit(0, 5, 1)]), Stage([Edit(1, 3, 0)])))
    assert offsets.original_span(0, 1) == (0, 5)
    assert offsets.original_span(1, 2) == (7, 8)


@settings(max_examples=300)
@given(_COPY)
def test_every_letter_comes_from_where_the_map_says(text: str) -> None:
    """Cleaning a letter's own span of the text as sent gives that letter."""
    cleaned = clean(text)
    for position, character in enumerate(cleaned.text):
        if character.isalnum():
            start, end = cleaned.offsets.original_span(position, position + 1)
            assert clean(text[start:end], "headline").text == character


@settings(max_examples=300)
@given(_COPY)
def test_spans_are_in_order_and_inside(text: str) -> None:
    """Neighbouring characters come from neighbouring, disjoint stretches."""
    cleaned = clean(text)
    previous = 0
    for position in range(len(cleaned.text)):
        start, end = cleaned.offsets.original_span(position, position + 1)
        assert previous <= start < end <= len(text)
        previous = end
