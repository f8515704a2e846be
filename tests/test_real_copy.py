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


def test_development_set(shared: Path, tagger: Tagger, taxonomy: Taxonomy) -> None:
    """The floors of the first release, at the thresholds that training chose."""
    dataset = read_dataset([shared / "realnews" / "dev.jsonl.gz"], taxonomy)
    figures = evaluate(tagger, dataset).figures
    assert figures.macro_f1 >= 0.83
    assert figures.none_recall is not None
    assert figures.none_recall >= 0.80
