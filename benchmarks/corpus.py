"""Texts of a chosen length, made of the authored articles, to measure on."""

import re
from collections.abc import Iterator
from itertools import cycle

from gaoqian import Article
from gaoqian.taxonomy import load_taxonomy
from gaoqian_training.datasets import authored_articles, authored_taxonomy, read_dataset

_SENTENCE = re.compile(r"[^。！？\n]+[。！？\n]?")


def articles_of_length(characters: int, count: int) -> list[Article]:
    """Return articles whose bodies have exactly so many characters.

    Sentences of the authored articles are strung together in order, so that the words, but
    not the articles, are those of real copy.

    Args:
        characters: Length of each body.
        count: How many articles.
    """
    sentences = cycle(_sentences())
    bodies = []
    for _ in range(count):
        body = ""
        while len(body) < characters:
            body += next(sentences)
        bodies.append(body[:characters])
    return [Article(headline=body[:18], body=body, id=str(n)) for n, body in enumerate(bodies)]


def _sentences() -> Iterator[str]:
    dataset = read_dataset(authored_articles(), load_taxonomy(authored_taxonomy()))
    for article in dataset.articles:
        yield from _SENTENCE.findall(article.body)
