"""The scores of the page bench: full marks for the answer, less for each kind of mistake."""

from dataclasses import replace

import pytest

from pagebench.cutting import FoundPiece
from pagebench.expected import ExpectedPiece
from pagebench.figures import bands_of, figures_of
from pagebench.scoring import JudgedPage, judge

_SAMPLES = (
    ("河堤加高", "昨天，城南的河堤加高了一米。", "工人说，汛期前全部完工。"),
    ("图书馆延时", "市图书馆从下周起晚九点闭馆。", "读者可以在手机上订座位。"),
    ("", "菜场里新装了二十盏灯。", "摊主们把秤擦得更亮了。"),
)


def _expected() -> list[ExpectedPiece]:
    return [
        ExpectedPiece(
            id=str(number),
            headline=headline,
            byline="记者 安然" if number == 0 else "",
            paragraphs=(first, last),
            captions=("图为新堤。",) if number == 0 else (),
            headline_place="above" if headline else "none",
            shape="rectangle",
        )
        for number, (headline, first, last) in enumerate(_SAMPLES)
    ]


def _right() -> list[FoundPiece]:
    return [
        FoundPiece(piece.headline, piece.byline, piece.body, piece.captions, 0.95)
        for piece in _expected()
    ]


def _judge(found: list[FoundPiece]) -> list[JudgedPage]:
    return [judge(_expected(), found)]


def test_the_answer_gets_full_marks() -> None:
    """In any order, and whatever the white space."""
    spaced = [
        replace(f, body=f.body.replace("，", "， \n"), headline=" ".join(f.headline))
        for f in _right()
    ]
    for found in (_right(), _right()[::-1], spaced):
        figures = figures_of(_judge(found))
        assert (figures.pieces, figures.found) == (3, 3)
        assert (figures.f1, figures.soft_f1, figures.headline) == (1.0, 1.0, 1.0)
        assert (figures.no_headline, figures.byline) == (1.0, 1.0)
        assert (figures.in_order, figures.captions) == (1.0, 1.0)


def test_two_pieces_in_one_count_once_at_most() -> None:
    """Of the merged piece's two articles neither has both its ends."""
    one, two, three = _right()
    figures = figures_of(_judge([replace(one, body=one.body + "\n" + two.body), three]))
    assert figures.recall == pytest.approx(1 / 3)
    assert figures.precision == pytest.approx(1 / 2)
    assert figures.f1 == pytest.approx(0.4)


def test_a_piece_cut_in_two_is_not_found() -> None:
    """One half may match; the other is spurious."""
    one, two, three = _right()
    first, last = one.body.split("\n")
    pages = _judge([replace(one, body=first), replace(one, body=last), two, three])
    figures = figures_of(pages)
    assert figures.recall == pytest.approx(2 / 3)
    assert figures.precision == pytest.approx(2 / 4)
    assert len(pages[0].spurious) == 1


def test_a_lost_sentence_is_no_exact_boundary() -> None:
    """Neither at the start nor at the end."""
    one, two, three = _right()
    for body in (one.body[1:], one.body[:-1], one.body + "下转二版"):
        assert figures_of(_judge([replace(one, body=body), two, three])).recall == pytest.approx(
            2 / 3
        )


def test_swapped_headlines_are_not_attached() -> None:
    """The boundaries stay right; a headline where none stands counts for itself."""
    one, two, three = _right()
    swapped = [replace(one, headline=two.headline), replace(two, headline=one.headline)]
    figures = figures_of(_judge([*swapped, replace(three, headline="多余")]))
    assert (figures.f1, figures.headline, figures.no_headline) == (1.0, 0.0, 0.0)


def test_a_caption_in_a_body_is_not_set_apart() -> None:
    """Wherever it ended up."""
    one, two, three = _right()
    lost = replace(one, captions=())
    assert figures_of(_judge([lost, two, three])).captions == 0.0
    mixed = replace(two, body=two.body.replace("\n", "\n图为新堤。\n"))
    figures = figures_of(_judge([one, mixed, three]))
    assert (figures.captions, figures.recall) == (0.0, 1.0)
    assert figures.soft_f1 is not None
    assert figures.soft_f1 < 1.0


def test_paragraphs_out_of_order_are_seen() -> None:
    """Even where everything else is there."""
    one, two, three = _right()
    turned = replace(one, body="\n".join(reversed(one.body.split("\n"))))
    figures = figures_of(_judge([turned, two, three]))
    assert figures.in_order == pytest.approx(2 / 3)


def test_what_a_photo_shows_may_close_the_text_or_be_a_caption() -> None:
    """On the page nothing tells the two readings apart; lost is neither."""
    piece = replace(_expected()[1], headline_place="picture")
    body, last = piece.paragraphs
    found = FoundPiece(piece.headline, "", body, (last,), 1.0)
    assert judge([piece], [found]).judged[0].exact
    assert not judge([piece], [replace(found, captions=())]).judged[0].exact


def test_bands_hold_pieces_by_their_confidence() -> None:
    """Spurious pieces count in their band as wrong."""
    one, two, three = _right()
    stray = FoundPiece("", "", "版面编辑", (), 0.2)
    pages = _judge([one, replace(two, confidence=0.2), three, stray])
    low, *_, high = bands_of(pages)
    assert (low.found, low.exact, low.headline) == (2, 0.5, 1.0)
    assert (high.found, high.exact) == (2, 1.0)


def test_nothing_found_is_nothing_right() -> None:
    """An empty answer has no precision and no recall."""
    figures = figures_of(_judge([]))
    assert (figures.found, figures.precision, figures.recall, figures.f1) == (0, None, 0.0, 0.0)
