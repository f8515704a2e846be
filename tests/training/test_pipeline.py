"""The scikit-learn pipeline of a candidate."""

import pickle
from dataclasses import replace

from gaoqian import Article
from gaoqian.text import compose
from gaoqian.text.marks import HouseRubric
from gaoqian_training.candidates import DEFAULT
from gaoqian_training.datasets import Dataset
from gaoqian_training.examples import Examples
from gaoqian_training.pipeline import DocumentComposer, fit_pipeline


def test_excerpts_help_where_only_the_first_paragraph_comes(authored: Dataset) -> None:
    """Models that saw first paragraphs find more topics in others' first paragraphs."""
    fit = replace(authored, items=authored.items[::2])
    held_out = replace(authored, items=authored.items[1::4])
    candidate = DEFAULT
    without = replace(candidate, models=replace(candidate.models, excerpts=0.0))
    articles = [replace(a, body=a.body.partition("\n")[0]) for a in held_out.articles]
    found = []
    for each in (candidate, without):
        scores = fit_pipeline(Examples(fit, excerpts=True), each, 0).decision_function(articles)
        # Rows are not balanced, so that thresholds lie below zero.
        found.append((scores > -0.3)[held_out.labels].mean())
    assert found[0] > found[1] + 0.05


def test_pipeline_takes_articles_and_can_be_pickled(authored: Dataset) -> None:
    """A data scientist loads it and asks it as scikit-learn's own."""
    few = replace(authored, items=authored.items[::20])
    pipeline = fit_pipeline(Examples(few), DEFAULT, 0)
    again = pickle.loads(pickle.dumps(pipeline))
    scores = pipeline.decision_function(few.articles[:5])
    assert scores.shape == (5, len(few.taxonomy))
    assert (again.decision_function(few.articles[:5]) == scores).all()


def test_cleaning_is_the_first_step() -> None:
    """As tagging cleans; nothing is learned there."""
    (document,) = DocumentComposer().fit([]).transform([Article("标题", "新华社北京电 正文。")])
    assert document.text.startswith("标题\n")
    assert "新华社" not in document.text


def test_cleaning_knows_the_columns_of_the_house(authored: Dataset) -> None:
    """Those that the examples were cleaned with; without them the name would stay a word."""
    house = (HouseRubric("三江口"),)
    few = replace(authored, items=authored.items[::20])
    pipeline = fit_pipeline(Examples(few, rubrics=house), DEFAULT, 0)
    article = Article("三江口｜让骑手歇歇脚", "正文。")
    (document,) = pipeline["compose"].transform([article])
    assert document.text == compose(article, house).text
    assert "三江口" not in document.text
    assert "三江口" in compose(article).text
