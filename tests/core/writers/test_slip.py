"""Slips."""

from dataclasses import replace

from slips import ARTICLE, make_slip


def test_withdrawn_means_canceled() -> None:
    """Whatever the article's own status."""
    withheld = replace(ARTICLE, pub_status="withheld")
    assert make_slip(withheld).pub_status == "withheld"
    assert make_slip(withheld, withdrawn=True).pub_status == "canceled"


def test_model_is_that_of_the_result() -> None:
    """An item that was never tagged has none."""
    assert make_slip().model == "2026.11.29-1"
    assert make_slip(result=None).model == ""
