"""Slips as CSV, as a spreadsheet opens it."""

import csv
from dataclasses import replace
from io import StringIO

import pytest

from gaoqian.writers import Slip, writer
from slips import ARTICLE, make_slip


def _rows(*slips: Slip) -> list[dict[str, str]]:
    content = writer("csv").write(slips)
    assert content.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(content.decode("utf-8-sig"), newline="")))


def test_a_row_is_a_slip() -> None:
    """Labels that count stand apart from what the model suggested."""
    model, editor = _rows(make_slip(), make_slip(editor_topics=("safety",)))
    assert model["labels"] == "工会;全民阅读;评论"
    assert model["decided_by"] == "model"
    assert model["scores"] == "0.9340;0.8000;0.7550"
    assert editor["topics"] == "safety"
    assert editor["decided_by"] == "editor"
    assert editor["suggested"] == "labour_union;reading;editorial"
    assert editor["headline"] == ARTICLE.headline


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(start: str) -> None:
    """What a sender wrote is shown and never run."""
    (row,) = _rows(make_slip(replace(ARTICLE, headline=f'{start}HYPERLINK("x")', id=f"{start}1")))
    assert row["headline"] == f'\'{start}HYPERLINK("x")'
    assert row["id"] == f"'{start}1"


def test_a_withdrawn_item_has_no_labels() -> None:
    """Its row says so."""
    (row,) = _rows(make_slip(withdrawn=True))
    assert (row["status"], row["pub_status"], row["labels"]) == ("withdrawn", "canceled", "")


def test_line_breaks_and_quotes_stay_in_their_cell() -> None:
    """Rows are as many as slips."""
    headline = '第一行\n"第二行",第三'
    rows = _rows(make_slip(replace(ARTICLE, headline=headline)), make_slip())
    assert [row["headline"] for row in rows] == [headline, ARTICLE.headline]
