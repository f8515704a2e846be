"""Text flow on a PDF page."""

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.flow import find_flows
from gaoqian.pages.pdf.neighbourhood import Surroundings
from pdf_parts import BODY, head, piece

_AROUND = Surroundings((), (), (), BODY)


def test_two_headlines_and_their_columns() -> None:
    """Each headline is linked to the column below it, which continues in the next one."""
    heads = [head("四千箱脐橙今天出村", 40, 70), head("风雨桥修好了", 40, 270)]
    pieces = [
        piece(Box(40, 100, 190, 200), opens=True, closes=False),
        piece(Box(210, 100, 360, 200), opens=False, closes=True),
        piece(Box(40, 300, 190, 400), opens=True, closes=True),
    ]
    flows = find_flows(heads, pieces, _AROUND)
    assert [(flow.head, flow.pieces) for flow in flows] == [
        (heads[0], (pieces[0], pieces[1])),
        (heads[1], (pieces[2],)),
    ]
    assert all(flow.margin > 0 for flow in flows)


def test_column_without_a_headline() -> None:
    """It is an article without headline; a page without columns has no article."""
    alone = piece(Box(40, 100, 190, 200))
    (flow,) = find_flows([], [alone], _AROUND)
    assert (flow.head, flow.pieces) == (None, (alone,))
    assert find_flows([head("题", 40, 70)], [], _AROUND) == []
