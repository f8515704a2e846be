"""What models are fitted on."""

from dataclasses import replace

import numpy as np

from gaoqian import Article, Taxonomy, Topic
from gaoqian_training.candidates import (
    DEFAULT,
    GRID,
    SINGLE_ARTICLES,
    SINGLE_HEADLINES,
    Candidate,
    candidate_named,
    candidates_for,
)
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.examples import Examples
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.selection import TIE_MARGIN, Trial, best_trial

_LARGER = candidate_named("words+chars1-2, excerpts 0.1, svm C=1")
_WORDS = candidate_named("words, excerpts 0.1, svm C=1")

_TAXONOMY = Taxonomy((Topic("a", "甲"), Topic("b", "乙")))
_DATASET = Dataset(
    (
        LabelledArticle(Article("标题", "第一段。\n第二段。"), frozenset({"a"})),
        LabelledArticle(Article("标题", "只有一段。"), frozenset({"b"})),
        LabelledArticle(Article("", "开头。\n结尾。"), frozenset()),
    ),
    _TAXONOMY,
    (),
)


def test_paragraphs_stand_beside_the_articles() -> None:
    """An article of one paragraph has no excerpt; the others' carry their labels."""
    examples = Examples(_DATASET, excerpts=True)
    texts = [document.text for document in examples.documents.documents]
    assert texts[3:] == ["标题\n第一段。", "标题\n第二段。", "\n开头。", "\n结尾。"]
    rows = examples.of(np.array([0, 1]), excerpts=True)
    assert rows.tolist() == [0, 1, 3, 4]
    assert examples.labels(rows).tolist() == [[1, 0], [0, 1], [1, 0], [1, 0]]
    assert examples.weights(rows, 0.1).tolist() == [1.0, 1.0, 0.1, 0.05]
    assert examples.of(np.array([0, 1]), excerpts=False).tolist() == [0, 1]


def test_wrapped_lines_are_no_paragraphs() -> None:
    """Excerpts are taken from the cleaned text, where hard wraps are mended."""
    line = "这是一行写满了栏宽的正文没有标点结尾还要继续"
    item = LabelledArticle(Article("标题", f"{line}\n{line}完。\n第二段到此。"), frozenset({"a"}))
    documents = Examples(replace(_DATASET, items=(item,)), excerpts=True).documents.documents
    assert [document.text for document in documents[1:]] == [
        f"标题\n{line}{line}完。",
        "标题\n第二段到此。",
    ]


def test_single_mode_goes_by_length() -> None:
    """Headlines and articles get the candidate that won on such texts."""
    single = replace(_DATASET, taxonomy=replace(_TAXONOMY, mode="single"))
    assert candidates_for(single, selection=True) == (SINGLE_HEADLINES,)
    long = LabelledArticle(Article("标题", "正文。" * 50), frozenset({"a"}))
    articles = replace(single, items=(long, long, single.items[0]))
    assert candidates_for(articles, selection=True) == (SINGLE_ARTICLES,)
    assert candidates_for(_DATASET, selection=True) == GRID


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


def test_the_earlier_of_equals_is_chosen() -> None:
    """A later candidate must be better by more than other folds would change."""

    def trial(candidate: Candidate, figure: float) -> Trial:
        scores = np.zeros((1, 1))
        return Trial(candidate, np.arange(1), scores, np.arange(0), scores[:0], figure, 0.0)

    near = [trial(_WORDS, 0.97), trial(DEFAULT, 0.981)]
    assert best_trial([*near, trial(_LARGER, 0.981 + 0.9 * TIE_MARGIN)]).candidate is DEFAULT
    assert best_trial([*near, trial(_LARGER, 0.981 + 1.1 * TIE_MARGIN)]).candidate is _LARGER
