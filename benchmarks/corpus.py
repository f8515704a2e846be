"""Texts of a chosen length, made of the authored articles, to measure on."""

import random
import re
from collections.abc import Iterator
from itertools import islice

from gaoqian import Article
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")
#: Sentences that stay together, so that a text is about something for a while.
_PASSAGE = 5


def articles_of_length(characters: int, count: int, seed: int = 0) -> Iterator[Article]:
    """Yield articles whose bodies have exactly so many characters.

    Passages of the authored articles, drawn at random, are strung together, so that the words,
    but not the articles, are those of real copy. Each body opens with the article's number in
    seven Han digits: no two are the same.

    Args:
        characters: Length of each body, at least 100.
        count: How many articles, at most 10 million.
        seed: Of the draws; the same seed gives the same articles.
    """
    sentences = list(_sentences())
    draw = random.Random(seed)  # noqa: S311 (nothing secret)
    for number in range(count):
        body = _in_han_digits(number)
        while len(body) < characters:
            first = draw.randrange(len(sentences))
            body += "".join(islice(sentences, first, first + _PASSAGE))
        yield Article(headline=body[:18], body=body[:characters], id=str(number))


def as_text(article: Article) -> str:
    """Join headline and body."""
    return f"{article.headline}\n{article.body}"


def _in_han_digits(number: int) -> str:
    return f"{number:07d}".translate(str.maketrans("0123456789", "〇一二三四五六七八九"))


def _sentences() -> Iterator[str]:
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    for article in dataset.articles:
        yield from _SENTENCE.findall(article.body)
