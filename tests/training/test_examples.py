"""What models are fitted on."""

from dataclasses import replace

import numpy as np

from gaoqian import Article, Taxonomy, Topic
from gaoqian_training.candidates import GRID
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.examples import Examples
from gaoqian_training.pipeline import fit_pipeline
from gaoqian_training.selection import MATTERS, Trial, best_trial

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


def test_first_paragraphs_stand_beside_the_articles() -> None:
    """An article of one paragraph has no excerpt; the others' carry their labels."""
    examples = Examples(_DATASET, excerpts=True)
    texts = [document.text for document in examples.documents.documents]
    assert texts == [
        "标题\n第一段。\n第二段。",
        "标题\n只有一段。",
        "\n开头。\n结尾。",
        "标题\n第一段。",
        "\n开头。",
    ]
    rows = examples.of(np.array([0, 1]), excerpts=True)
    assert rows.tolist() == [0, 1, 3]
    assert examples.labels(rows).tolist() == [[True, False], [False, True], [True, False]]
    assert examples.weights(rows, 0.1).tolist() == [1.0, 1.0, 0.1]
    assert examples.of(np.array([0, 1]), excerpts=False).tolist() == [0, 1]


def test_excerpts_help_where_only_the_first_paragraph_comes(authored: Dataset) -> None:
    """Models that saw first paragraphs find more topics in others' first paragraphs."""
    fit = replace(authored, items=authored.items[::2])
    held_out = replace(authored, items=authored.items[1::4])
    candidate = GRID[1]
    without = replace(candidate, models=replace(candidate.models, excerpts=0.0))
    articles = [replace(a, body=a.body.partition("\n")[0]) for a in held_out.articles]
    found = []
    for each in (candidate, without):
        scores = fit_pipeline(Examples(fit, excerpts=True), each, 0).decision_function(articles)
        found.append((scores > 0)[held_out.labels].mean())
    assert found[0] > found[1] + 0.05


def test_the_earlier_of_equals_is_chosen() -> None:
    """A later candidate must be better by more than other folds would change."""

    def trial(place: int, figure: float) -> Trial:
        return Trial(GRID[place], np.arange(1), np.zeros((1, 1)), figure, 0.0)

    near = [trial(0, 0.97), trial(1, 0.981), trial(2, 0.981 + 0.9 * MATTERS)]
    assert best_trial(near).candidate is GRID[1]
    assert best_trial([*near[:2], trial(2, 0.981 + 1.1 * MATTERS)]).candidate is GRID[2]
