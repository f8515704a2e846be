"""Spatial relations on a PDF page."""

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.neighbourhood import Neighbourhood, Surroundings
from pdf_parts import BODY, head, piece

_LEFT, _RIGHT = Box(40, 100, 190, 200), Box(210, 100, 360, 200)
_BELOW = Box(40, 300, 190, 400)
_UPRIGHT, _ACROSS = Box(200, 90, 200, 210), Box(40, 250, 190, 250)
_PICTURE = Box(40, 20, 190, 95)


def _space(*, rules: tuple[Box, ...] = (), pictures: tuple[Box, ...] = ()) -> Neighbourhood:
    around = Surroundings(rules, pictures, pictures, BODY)
    return Neighbourhood(
        [head("题", 40, 250)], [piece(_LEFT), piece(_RIGHT), piece(_BELOW)], around
    )


def test_columns_side_by_side() -> None:
    """With a gutter in between, and no rule."""
    assert _space().neighbours(_RIGHT, _LEFT)
    assert not _space().neighbours(_LEFT, _BELOW)
    assert not _space(rules=(_UPRIGHT,)).neighbours(_LEFT, _RIGHT)
    assert _space(rules=(_UPRIGHT,)).rule_between(_LEFT, _RIGHT)


def test_what_stands_in_between_hides() -> None:
    """A headline or a rule between two boxes, one above the other."""
    around = Surroundings((), (), (), BODY)
    free = Neighbourhood([], [piece(_LEFT), piece(_BELOW)], around)
    assert free.sees(_LEFT, _BELOW)
    assert not _space().sees(_LEFT, _BELOW)
    ruled = Neighbourhood([], [piece(_LEFT)], Surroundings((_ACROSS,), (), (), BODY))
    assert not ruled.sees(_LEFT, _BELOW)


def test_picture_over_a_column() -> None:
    """It is found as the column's picture, and the column's top includes it."""
    space = _space(pictures=(_PICTURE,))
    assert space.bare_picture(_LEFT) == _PICTURE
    assert space.bare_picture(_RIGHT) is None
    assert space.edges(_LEFT) == ((100, 20), (200, 200))


def test_white_between_headline_and_column() -> None:
    """The gap in em less half an em; a picture in between does not count."""
    box = Box(40, 0, 190, 20)
    assert _space().distance(box, _LEFT, "above") == 7.5
    assert _space(pictures=(_PICTURE,)).distance(box, _LEFT, "above") == 0.0


def test_headline_beside_a_column() -> None:
    """At one height, and not too far off."""
    beside = head("桥", 10, 110)
    space = Neighbourhood([beside], [piece(_LEFT)], Surroundings((), (), (), BODY))
    assert space.is_beside(beside, _LEFT)
    assert not space.is_beside(head("桥", 10, 400), _LEFT)


def test_text_near_a_headline() -> None:
    """Within six em above or below."""
    assert _space().has_text_near(Box(40, 240, 190, 260))
    assert not _space().has_text_near(Box(40, 600, 190, 620))
