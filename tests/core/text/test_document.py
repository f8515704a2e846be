"""Cleaned articles as one text."""

from gaoqian import Article, Evidence
from gaoqian.text import compose


def test_fields_are_joined_by_a_line_feed() -> None:
    """Headline and body are cleaned, and what was taken out is kept beside the text."""
    article = Article("微评｜工&#20250;换届", "本报讯 昨日，职工投票。")
    document = compose(article)
    assert document.text == f"{document.headline.text}\n{document.body.text}"
    assert document.headline.text.endswith("\n工会换届")
    assert document.byline == ("本报讯",)
    assert document.rubrics == ("微评",)


def test_evidence_stands_where_it_was_sent() -> None:
    """Spans of the cleaned text map to spans of headline or body as sent."""
    article = Article("工&#20250;换届", "职工 投票")
    document = compose(article)
    assert document.text == "工会换届\n职工投票"
    assert document.evidence(0, 2, 1.5) == Evidence("headline", 0, 9, "工&#20250;", 1.5)
    assert document.evidence(5, 9, 0.5) == Evidence("body", 0, 5, "职工 投票", 0.5)
