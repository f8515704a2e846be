"""Real copy, where it stands beside the checkout: it is measured on and never copied."""

import json
from pathlib import Path
from typing import Any

import pytest

from gaoqian import Article, Tagger, Taxonomy
from gaoqian_training.datasets import read_dataset
from gaoqian_training.evaluation import evaluate


def _pieces(folder: Path) -> list[tuple[dict[str, Any], str]]:
    """Cut the page where the expectation says, hard wraps and all."""
    page = (folder / "kaili-page.txt").read_text(encoding="utf-8")
    expected = json.loads((folder / "kaili-page.expected.json").read_text(encoding="utf-8"))
    places = [index for index, character in enumerate(page) if not character.isspace()]
    dense = "".join(page[index] for index in places)
    pieces = []
    for piece in expected:
        first, last = ("".join(piece[key].split()) for key in ("starts", "ends"))
        start = dense.index(first)
        end = dense.index(last, start) + len(last)
        pieces.append((piece, page[places[start] : places[end - 1] + 1]))
    return pieces


@pytest.mark.parametrize("with_headline", [True, False], ids=["headline", "no headline"])
def test_newspaper_page(shared: Path, tagger: Tagger, with_headline: bool) -> None:
    """Each of the seven pieces gets exactly its topics; evidence is exact."""
    pieces = _pieces(shared / "pages")
    assert len(pieces) == 7
    for piece, body in pieces:
        article = Article(piece["headline"] if with_headline else "", body)
        result = tagger.tag(article, explain=True)
        assert [tag.topic for tag in result.tags] == piece["topics"], piece["starts"]
        for tag in result.tags:
            for evidence in tag.evidence:
                sent = getattr(article, evidence.field)
                assert sent[evidence.start : evidence.end] == evidence.text


@pytest.mark.parametrize(
    ("name", "macro_f1", "none_recall", "mean_average_precision"),
    [("dev.jsonl.gz", 0.92, 0.95, 0.975), ("local_dev.jsonl.gz", 0.93, 0.96, 0.975)],
    ids=["national", "local"],
)
def test_development_sets(
    shared: Path,
    tagger: Tagger,
    taxonomy: Taxonomy,
    name: str,
    macro_f1: float,
    none_recall: float,
    mean_average_precision: float,
) -> None:
    """Floors at the thresholds that ship; they were measured on these sets, and only rise."""
    figures = evaluate(tagger, read_dataset([shared / "realnews" / name], taxonomy)).figures
    assert figures.macro_f1 >= macro_f1
    assert figures.mean_average_precision >= mean_average_precision
    assert figures.none_recall is not None
    assert figures.none_recall >= none_recall
