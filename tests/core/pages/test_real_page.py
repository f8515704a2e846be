"""The real page, where it stands beside the checkout: it is measured on and never copied."""

import json
from dataclasses import replace
from pathlib import Path

from gaoqian import Article, Tagger
from gaoqian.pages.article import PageArticle
from gaoqian.pages.textpage import cut_text
from gaoqian.pages.vocabulary import Vocabulary


def _dense(text: str) -> str:
    return "".join(text.split())


def test_newspaper_page(shared: Path, tagger: Tagger) -> None:
    """Seven articles, first and last sentences exact, headlines attached, each tagged right."""
    folder = shared / "pages"
    text = (folder / "kaili-page.txt").read_text(encoding="utf-8")
    expected = json.loads((folder / "kaili-page.expected.json").read_text(encoding="utf-8"))
    found = list(cut_text(text, Vocabulary.of_bundle(tagger.bundle)))
    pieces = [piece for piece in found if isinstance(piece, PageArticle)]
    assert len(pieces) == len(found) == len(expected) == 7
    pairs = list(zip(pieces, expected, strict=True))
    exact = [
        _dense(piece.body).startswith(_dense(answer["starts"]))
        and _dense(piece.body).endswith(_dense(answer["ends"]))
        for piece, answer in pairs
    ]
    assert sum(exact) >= 6, exact
    headlines = [_dense(piece.headline) == _dense(answer["headline"]) for piece, answer in pairs]
    assert sum(headlines) >= 6, headlines
    for piece, answer in pairs:
        assert piece.byline == answer["byline"]
        result = tagger.tag(Article(piece.headline, piece.body))
        assert [tag.topic for tag in result.tags] == answer["topics"], answer["starts"]


def test_newspaper_page_without_a_model(shared: Path) -> None:
    """Without a bundle's weights the page falls into the same articles."""
    text = (shared / "pages" / "kaili-page.txt").read_text(encoding="utf-8")
    pieces = [p for p in cut_text(text, Vocabulary.plain()) if isinstance(p, PageArticle)]
    assert len({replace(piece, confidence=1.0) for piece in pieces}) == 7
