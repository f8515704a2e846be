"""Shadow comparisons: counts and disagreements."""

from dataclasses import replace
from datetime import UTC, datetime

from gaoqian import Article, Tagger
from gaoqian_service.records.shadow import Comparison
from live import ARTICLE


def test_topics_that_only_one_knows(tagger: Tagger) -> None:
    """They count as not given by the other, which has no score for them."""
    article = Article.from_record(ARTICLE)
    result = tagger.tag(article)
    assert [tag.topic for tag in result.tags] == ["labour_union"]
    scores = {topic: score for topic, score in result.scores.items() if topic != "labour_union"}
    other = replace(result, tags=(), scores=scores, model="other")
    now = datetime.now(UTC)
    (row,) = Comparison(article, result, other, now).disagreements()
    assert (row.champion_given, row.challenger_given) == (True, False)
    assert (row.champion_score, row.challenger_score) == (result.scores["labour_union"], None)
    (row,) = Comparison(article, other, result, now).disagreements()
    assert (row.champion_score, row.challenger_given) == (None, True)
    assert list(Comparison(article, result, result, now).disagreements()) == []
