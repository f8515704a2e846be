"""The worst mistakes: which, and what of the article is shown."""

import pytest

from gaoqian import Article, Tagger
from gaoqian.result import Evidence
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.evaluation import predict
from gaoqian_training.evaluation_report import mistakes
from gaoqian_training.evaluation_report.mistakes import excerpt_bounds, mark, worst_mistakes


def test_excerpt_shows_the_strongest_evidence() -> None:
    """From the start where it lies near; from a little before it where it lies far."""
    body = "字" * 1000

    def at(start: int) -> list[Evidence]:
        return [Evidence("body", start, start + 2, "字字", 1.0)]

    assert excerpt_bounds(body, []) == (0, 240)
    assert excerpt_bounds(body, at(100)) == (0, 240)
    assert excerpt_bounds(body, at(500)) == (460, 700)
    assert excerpt_bounds(body, at(990)) == (760, 1000)
    assert excerpt_bounds("短", []) == (0, 1)


def test_marked_pieces_join_to_the_text() -> None:
    """Evidence of the field is marked, that of the other field is not."""
    article = Article(headline="标题", body="总工会慰问职工")
    evidence = [Evidence("body", 0, 3, "总工会", 2.0), Evidence("headline", 0, 2, "标题", 1.0)]
    pieces = mark(article, "body", evidence, 0, 7)
    assert [(piece.text, piece.marked) for piece in pieces] == [
        ("总工会", True),
        ("慰问职工", False),
    ]
    assert mark(article, "body", evidence, 2, 2) == ()


def test_worst_comes_first_and_shows_what_matters(
    tagger: Tagger, authored: Dataset, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of many topics those carried and given are shown, then the likeliest, in topic order."""
    text = "总工会召开职工代表大会，慰问劳动模范和环卫职工。" * 3
    item = LabelledArticle(Article(body=text, id="x"), frozenset(["fitness"]))
    dataset = Dataset((item, *authored.items[:20]), authored.taxonomy, ())
    monkeypatch.setattr(mistakes, "TOPICS_SHOWN", 3)
    found = worst_mistakes(tagger, dataset, predict(tagger, dataset))
    distances = [each.distance for each in found]
    assert distances == sorted(distances, reverse=True)
    wrong, missed = found[:2]
    assert {(each.name, each.given) for each in (wrong, missed)} == {("x", True), ("x", False)}
    shown = [score.label for score in wrong.scores]
    labels = [topic.label for topic in authored.taxonomy]
    assert len(shown) == 3
    assert shown == sorted(shown, key=labels.index)
    assert {score.label for score in wrong.scores if score.given or score.carried} <= set(shown)
    assert sum(score.given for score in wrong.scores) == 1
    assert sum(score.carried for score in wrong.scores) == 1
