"""What models are fitted on."""

from dataclasses import replace

import numpy as np

from gaoqian import Article, Taxonomy, Topic
from gaoqian_training.candidates import (
    candidate_named,
)
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.examples import Examples

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
