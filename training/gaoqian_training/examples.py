"""What models are fitted on: every article whole and, counting little, its first paragraph.

Copy often arrives with nothing but its first paragraph. A model that never saw one alone
expects more words than it finds, and says "none".
"""

from collections.abc import Sequence

import numpy as np

from gaoqian.scorer.arrays import FloatArray
from gaoqian.segment import UserWord
from gaoqian.text import compose
from gaoqian_training.datasets import Dataset
from gaoqian_training.disturbances import first_paragraph
from gaoqian_training.metrics import BoolArray
from gaoqian_training.weighing import CountedDocuments, Rows


class Examples:
    """A dataset's articles and excerpts, cleaned once and counted once.

    Args:
        dataset: The labelled articles.
        user_words: Words that the segmenter keeps whole.
        excerpts: Whether first paragraphs are wanted besides; an article that has no more
            than one is its own.

    Attributes:
        dataset: The articles.
        owners: Which article each example is of, shape ``(examples,)``; the whole articles
            come first, in their own order.
        documents: All examples.
    """

    def __init__(
        self, dataset: Dataset, user_words: Sequence[UserWord] = (), *, excerpts: bool = False
    ) -> None:
        self.dataset = dataset
        whole = [compose(article) for article in dataset.articles]
        owners = list(range(len(whole)))
        shortened = []
        if excerpts:
            for number, article in enumerate(dataset.articles):
                document = compose(first_paragraph(article))
                if document.text != whole[number].text:
                    shortened.append(document)
                    owners.append(number)
        self.owners = np.array(owners, dtype=np.int64)
        self._labels = dataset.labels
        self.documents = CountedDocuments([*whole, *shortened], user_words)

    def of(self, articles: Rows, *, excerpts: bool) -> Rows:
        """Return the examples of some articles, with or without their excerpts."""
        chosen = np.isin(self.owners, articles)
        if not excerpts:
            chosen[len(self.dataset.items) :] = False
        return np.flatnonzero(chosen)

    def labels(self, rows: Rows) -> BoolArray:
        """Return the labels of examples, shape ``(rows, topics)``."""
        labels: BoolArray = self._labels[self.owners[rows]]
        return labels

    def weights(self, rows: Rows, excerpt: float) -> FloatArray:
        """Return what examples count in fitting: 1 for an article, ``excerpt`` for an excerpt."""
        return np.where(rows < len(self.dataset.items), 1.0, excerpt)
