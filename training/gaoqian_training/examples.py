"""What models are fitted on: every article whole and, counting little, its paragraphs alone.

Copy often arrives with nothing but its first paragraph, and a model that never saw one alone
expects more words than it finds and says "none". Later paragraphs spread what is known of a
topic over more of its words, which helps on copy that nobody here wrote.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Self

import numpy as np

from gaoqian.scorer.arrays import FloatArray
from gaoqian.segment import UserWord
from gaoqian.text import Document, clean, compose
from gaoqian.text.marks import ALL_MARKS, HouseRubric
from gaoqian_training.candidates import Candidate
from gaoqian_training.datasets import Dataset
from gaoqian_training.metrics import BoolArray
from gaoqian_training.tfidf import CountedDocuments, Rows, TfidfFeatures

#: A line of these alone is none: a mark stands on one by itself.
_NO_PARAGRAPH = f" \t\u3000{ALL_MARKS}"
#: What a later paragraph counts, of what the first one does.
LATER_WEIGHT = 0.5


class Examples:
    """A dataset's articles and excerpts, cleaned once and counted once.

    Args:
        dataset: The labelled articles.
        user_words: Words that the segmenter keeps whole.
        rubrics: The house's own columns, which cleaning must know; in mode single there are none.
        excerpts: Whether paragraphs are wanted besides, each under the article's headline; an
            article that has no more than one is its own.

    Attributes:
        dataset: The articles.
        owners: Which article each example is of, shape ``(examples,)``; the whole articles
            come first, in their own order.
        shares: What each example counts: 1 for an article, and for an excerpt its share of
            what excerpts are said to count; shape ``(examples,)``.
        documents: All examples.
        rubrics: What cleaning knows of columns; None where it leaves them in the text.
    """

    def __init__(
        self,
        dataset: Dataset,
        user_words: Sequence[UserWord] = (),
        rubrics: Sequence[HouseRubric] = (),
        *,
        excerpts: bool = False,
    ) -> None:
        self.dataset = dataset
        # Where every article has exactly one topic, a column's name tells it: it stays a word.
        self.rubrics = None if dataset.taxonomy.mode == "single" else tuple(rubrics)
        self._labels = dataset.labels
        documents = [compose(article, self.rubrics) for article in dataset.articles]
        owners, shares = list(range(len(documents))), [1.0] * len(documents)
        for owner in owners[:] if excerpts else ():
            for place, paragraph in enumerate(_paragraphs(documents[owner])):
                documents.append(paragraph)
                owners.append(owner)
                shares.append(LATER_WEIGHT if place else 1.0)
        self.owners = np.array(owners, dtype=np.int64)
        self.shares = np.array(shares)
        self.documents = CountedDocuments(documents, user_words)

    @classmethod
    def for_candidates(
        cls,
        dataset: Dataset,
        candidates: Iterable[Candidate],
        user_words: Sequence[UserWord] = (),
        rubrics: Sequence[HouseRubric] = (),
    ) -> Self:
        """Make the examples that candidates are fitted on: excerpts where some wants them."""
        excerpts = any(candidate.models.excerpts > 0.0 for candidate in candidates)
        return cls(dataset, user_words, rubrics, excerpts=excerpts)

    def of(self, articles: Rows, *, excerpts: bool) -> Rows:
        """Return the examples of some articles, with or without their excerpts."""
        chosen = np.isin(self.owners, articles)
        if not excerpts:
            chosen[len(self.dataset.items) :] = False
        return np.flatnonzero(chosen)

    def first_paragraphs(self, articles: Rows) -> Rows:
        """Return the excerpts of some articles that are their first paragraphs."""
        excerpts: Rows = self.of(articles, excerpts=True)[len(articles) :]
        first: Rows = excerpts[self.shares[excerpts] == 1.0]
        return first

    def characters(self, rows: Rows) -> list[int]:
        """Return how long the cleaned text of each of some examples is."""
        return [len(self.documents.documents[row].text) for row in rows.tolist()]

    def training_set(
        self, features: TfidfFeatures, articles: Rows, excerpt: float
    ) -> tuple[Any, BoolArray, FloatArray]:
        """Return TF-IDF rows, labels and weights to fit models on.

        Args:
            features: Fitted on the same articles.
            articles: Which articles.
            excerpt: What a first paragraph counts; with 0 there are no excerpts among them.
        """
        rows = self.of(articles, excerpts=excerpt > 0.0)
        return features.matrix(rows), self.labels(rows), self.weights(rows, excerpt)

    def labels(self, rows: Rows) -> BoolArray:
        """Return the labels of examples, shape ``(rows, topics)``."""
        labels: BoolArray = self._labels[self.owners[rows]]
        return labels

    def weights(self, rows: Rows, excerpt: float) -> FloatArray:
        """Return what examples count in fitting, of which a first paragraph ``excerpt``."""
        whole = rows < len(self.dataset.items)
        return np.where(whole, 1.0, excerpt * self.shares[rows])


def _paragraphs(document: Document) -> Iterator[Document]:
    """Yield each paragraph under the headline, where there is more than one.

    A rubric is the article's: the mark of one that opens the body stays with the first paragraph,
    and no paragraph gets one of its own.
    """
    lines = [line for line in document.body.text.split("\n") if line.strip(_NO_PARAGRAPH)]
    opening = document.body.text[:1]
    mark = f"{opening}\n" if opening and opening in ALL_MARKS else ""
    for place, line in enumerate(lines if len(lines) > 1 else ()):
        article = replace(document.article, body=line)
        body = clean(line, "body", None)
        text = f"{document.headline.text}\n{'' if place else mark}{body.text}"
        yield Document(article, document.headline, body, text)
