"""Log odds of links between headlines and columns."""

from gaoqian.pages.article import Box
from gaoqian.pages.pdf.link_odds import NEVER, NO_HEADLINE, OPENS, RULE, RUNS_ON, LinkOdds
from gaoqian.pages.pdf.neighbourhood import Piece, Surroundings
from gaoqian.pages.pdf.roles import Head
from pdf_parts import BODY, head, piece

_LEFT, _RIGHT = Box(40, 100, 190, 200), Box(210, 100, 360, 200)
_RULE = Box(200, 90, 200, 210)


def _table(heads: list[Head], pieces: list[Piece], *rules: Box) -> list[list[float]]:
    table = LinkOdds(heads, pieces, Surroundings(rules, (), (), BODY)).table()
    rows: list[list[float]] = table.tolist()
    return rows


def test_headline_opens_the_first_of_its_columns() -> None:
    """Better than the second, and much better than one it does not stand over."""
    wide, far = head("四千箱脐橙今天出村了", 40, 70), head("桥", 450, 600)
    (first, second) = _table([wide, far], [piece(_LEFT), piece(_RIGHT)])
    assert first[0] > second[0] > NEVER
    assert first[1] == NEVER


def test_no_headline_costs() -> None:
    """A column may stand alone; one that begins a paragraph a little better."""
    (row,) = _table([], [piece(_LEFT)])
    assert row == [NEVER, NO_HEADLINE]
    (row,) = _table([], [piece(_LEFT, opens=True)])
    assert row == [NEVER, NO_HEADLINE + OPENS]


def test_a_sentence_that_runs_on_links_columns() -> None:
    """The link to the column on the right gains `RUNS_ON`; a link back is impossible."""
    plain = _table([], [piece(_LEFT), piece(_RIGHT)])
    running = _table([], [piece(_LEFT, closes=False), piece(_RIGHT, opens=False)])
    assert running[1][0] == plain[1][0] + RUNS_ON
    assert plain[0][1] == NEVER


def test_a_rule_between_columns() -> None:
    """It lowers the odds of a link by `RULE`."""
    pieces = [piece(_LEFT), piece(_RIGHT)]
    assert _table([], pieces, _RULE)[1][0] == _table([], pieces)[1][0] + RULE


def test_a_lead_begins_another_article() -> None:
    """A lead at its start lowers the odds that a column continues another."""
    plain = _table([], [piece(_LEFT), piece(_RIGHT)])
    lead = _table([], [piece(_LEFT), piece(_RIGHT, begins=True)])
    assert lead[1][0] < plain[1][0]
