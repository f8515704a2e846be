"""Every article analysed once: how often each word and character n-gram stands in it."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise
from typing import Any

import numpy as np
from sklearn.feature_extraction.text import CountVectorizer

from gaoqian import Article
from gaoqian.scorer.keys import LINE_BREAK, frame
from gaoqian.segment import load_segmenter
from gaoqian.text import Document, compose

_LETTER = re.compile(r"[^\W\d_]")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_BLANK = re.compile(r"\s")
_BLANK_OR_DIGIT_IN_LINE = re.compile(r"[^\S\n]|\d")
_BLANK_OR_DIGIT = re.compile(r"[\s\d]")

#: What is counted: a text's features, in any order.
Analyzer = Callable[[str], list[str]]


@dataclass(frozen=True, slots=True)
class Counts:
    """One kind of feature, counted in all articles.

    Attributes:
        terms: The features, in the order of the columns.
        headline: Counts in the headlines, sparse, shape ``(articles, terms)``.
        body: Counts in the bodies, sparse, the same shape.
    """

    terms: tuple[str, ...]
    headline: Any
    body: Any


def count_features(articles: Sequence[Article]) -> dict[str, Counts]:
    """Count every kind of feature that the comparison uses.

    Returns:
        ``words``, ``chars1`` to ``chars3`` and ``word pairs`` as training sees them; the same
        with ``+numbers`` (numbers kept), ``+leads`` (leads and bylines visible) or ``+edges``
        (line breaks at the ends of n-grams) behind.
    """
    documents = [compose(article) for article in articles]
    hidden = [(document.headline.text, document.body.text) for document in documents]
    visible = [(document.headline.text, _with_leads(document)) for document in documents]
    segment = load_segmenter().cut
    kinds: Mapping[str, tuple[Sequence[tuple[str, str]], Analyzer]] = {
        "words": (hidden, lambda text: _words(segment(text), _LETTER)),
        "words+numbers": (hidden, lambda text: _words(segment(text), _LETTER_OR_DIGIT)),
        "words+leads": (visible, lambda text: _words(segment(text), _LETTER)),
        "word pairs": (hidden, lambda text: _pairs(_words(segment(text), _LETTER))),
        "chars1": (hidden, lambda text: list(_ngrams(text, 1, _BLANK_OR_DIGIT))),
        "chars2": (hidden, lambda text: list(_ngrams(text, 2, _BLANK_OR_DIGIT))),
        "chars3": (hidden, lambda text: list(_ngrams(text, 3, _BLANK_OR_DIGIT))),
        "chars2+edges": (hidden, lambda text: _framed_ngrams(text, 2)),
        "chars1+numbers": (hidden, lambda text: list(_ngrams(text, 1, _BLANK))),
        "chars2+numbers": (hidden, lambda text: list(_ngrams(text, 2, _BLANK))),
        "chars1+leads": (visible, lambda text: list(_ngrams(text, 1, _BLANK_OR_DIGIT))),
        "chars2+leads": (visible, lambda text: list(_ngrams(text, 2, _BLANK_OR_DIGIT))),
    }
    return {name: _count(texts, analyzer) for name, (texts, analyzer) in kinds.items()}


def _count(texts: Sequence[tuple[str, str]], analyzer: Analyzer) -> Counts:
    vectorizer = CountVectorizer(analyzer=analyzer, dtype=np.float64)
    fields = [headline for headline, _ in texts] + [body for _, body in texts]
    matrix = vectorizer.fit_transform(fields)
    terms = tuple(vectorizer.get_feature_names_out())
    return Counts(terms, matrix[: len(texts)], matrix[len(texts) :])


def _with_leads(document: Document) -> str:
    """Put the hidden leads back; where they stand makes no difference to counts."""
    return "\n".join((*document.byline, document.body.text))


def _words(tokens: Sequence[str], wanted: re.Pattern[str]) -> list[str]:
    return [token for token in tokens if wanted.search(token)]


def _pairs(words: Sequence[str]) -> list[str]:
    return [f"{left} {right}" for left, right in pairwise(words)]


def _framed_ngrams(text: str, size: int) -> list[str]:
    lines = map(frame, text.split(LINE_BREAK))
    grams = chain.from_iterable(_ngrams(line, size, _BLANK_OR_DIGIT_IN_LINE) for line in lines)
    return [gram for gram in grams if gram.strip(LINE_BREAK)]


def _ngrams(text: str, size: int, unwanted: re.Pattern[str]) -> Iterator[str]:
    for start in range(len(text) - size + 1):
        if not unwanted.search(gram := text[start : start + size]):
            yield gram
