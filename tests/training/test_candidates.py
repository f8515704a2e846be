"""Candidates of the grid."""

from dataclasses import replace

import pytest

from gaoqian import Article, DataError, Taxonomy, Topic
from gaoqian_training.candidates import (
    DEFAULT,
    GRID,
    SINGLE_ARTICLES,
    SINGLE_HEADLINES,
    candidate_named,
    candidates_for,
)
from gaoqian_training.datasets import Dataset, LabelledArticle
from gaoqian_training.models import MODEL_KINDS


def test_candidate_is_found_by_its_name() -> None:
    """Names are those of manifests and reports; another name is an error."""
    assert [candidate_named(each.name) for each in GRID] == list(GRID)
    assert DEFAULT in GRID
    with pytest.raises(DataError, match="'bert', expected one of"):
        candidate_named("bert")


def test_name_says_what_the_candidate_is() -> None:
    """Each has a name of its own, which contains the kind of its models and their C."""
    assert len({each.name for each in GRID}) == len(GRID)
    for each in GRID:
        assert each.models.kind in MODEL_KINDS
        assert each.name.endswith(f"{each.models.kind} C={each.models.regularisation:g}")


def test_single_mode_goes_by_length() -> None:
    """Headlines and articles get the candidate that won on such texts."""
    taxonomy = Taxonomy((Topic("a", "甲"), Topic("b", "乙")))
    item = LabelledArticle(Article("标题", "第一段。\n第二段。"), frozenset({"a"}))
    many = Dataset((item,), taxonomy, ())
    single = replace(many, taxonomy=replace(taxonomy, mode="single"))
    assert candidates_for(single, selection=True) == (SINGLE_HEADLINES,)
    long = LabelledArticle(Article("标题", "正文。" * 50), frozenset({"a"}))
    articles = replace(single, items=(long, long, single.items[0]))
    assert candidates_for(articles, selection=True) == (SINGLE_ARTICLES,)
    assert candidates_for(many, selection=True) == GRID
