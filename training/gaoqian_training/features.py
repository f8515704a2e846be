"""The scikit-learn pipeline: the core's own cleaning and segmentation, then TF-IDF and models.

What becomes a feature is decided here, once, when the vocabulary is built; the compiled
scorer looks up whatever stands in that vocabulary. Numbers are no features: a year or a sum
ties a topic to the weeks its articles were written in.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Self

from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import FeatureUnion, Pipeline
from sklearn.svm import LinearSVC

from gaoqian import Article, DataError
from gaoqian.scorer.ngrams import ASCII_LOWER
from gaoqian.segment import Segmenter, UserWord, load_segmenter
from gaoqian.text import Document, compose

_LETTER = re.compile(r"[^\W\d_]")
# A blank is one: in a headline it parts the clauses, and elsewhere cleaning has closed it.
_NO_FEATURE = re.compile(r"[\d\n\t\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


class DocumentComposer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """First step of the pipeline: articles to cleaned documents."""

    def fit(self, articles: Iterable[Article], labels: object = None) -> Self:  # noqa: ARG002
        """Do nothing: cleaning has nothing to learn."""
        return self

    def transform(self, articles: Iterable[Article]) -> list[Document]:
        """Clean every article."""
        return [compose(article) for article in articles]

    def __sklearn_is_fitted__(self) -> bool:
        return True


class WordAnalyzer:
    """Document to words: the segmenter's tokens that hold a letter or a Han character."""

    def __init__(self, user_words: Sequence[UserWord] = ()) -> None:
        self.user_words = tuple(user_words)
        self._segmenter: Segmenter | None = None

    def __call__(self, document: Document) -> list[str]:
        """Return the words of a document, in order."""
        if self._segmenter is None:
            self._segmenter = load_segmenter(self.user_words)
        return [token for token in self._segmenter.cut(document.text) if _LETTER.search(token)]

    def __getstate__(self) -> dict[str, Any]:
        # Engines are loaded where they are needed, never pickled.
        return {"user_words": self.user_words, "_segmenter": None}


@dataclass
class NgramAnalyzer:
    """Document to character n-grams within a line, without digits, Latin letters lower-case."""

    smallest: int
    largest: int

    def __call__(self, document: Document) -> list[str]:
        """Return the n-grams of a document, the smallest size first."""
        pieces = _NO_FEATURE.split(document.text.translate(ASCII_LOWER))
        return [
            piece[start : start + size]
            for size in range(self.smallest, self.largest + 1)
            for piece in pieces
            for start in range(len(piece) - size + 1)
        ]


@dataclass(frozen=True, slots=True)
class FeatureSettings:
    """What the features are.

    Attributes:
        ngrams: Smallest and largest character n-gram, within 1 to 3; None for words alone.
        min_df: In how many articles a feature must occur to be one.
    """

    ngrams: tuple[int, int] | None = (1, 2)
    min_df: int = 2


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """What the linear models are.

    Attributes:
        regularisation: ``C`` of scikit-learn's `LinearSVC`, positive.
        balanced: Whether the rarer side of a topic weighs more, by the inverse of its share.
    """

    regularisation: float = 1.0
    balanced: bool = True


def build_features(settings: FeatureSettings, user_words: Sequence[UserWord]) -> FeatureUnion:
    """Build the union of TF-IDF blocks: ``words`` and, if wanted, ``ngrams``."""
    shared = {"min_df": settings.min_df, "sublinear_tf": True}
    blocks = [("words", TfidfVectorizer(analyzer=WordAnalyzer(user_words), **shared))]
    if settings.ngrams is not None:
        analyzer = NgramAnalyzer(*settings.ngrams)
        blocks.append(("ngrams", TfidfVectorizer(analyzer=analyzer, **shared)))
    return FeatureUnion(blocks)


def fit_features(features: FeatureUnion, documents: Sequence[Document]) -> Any:
    """Fit the blocks and return the documents' rows, a sparse matrix.

    Raises:
        DataError: the documents share no word or n-gram often enough to learn from.
    """
    try:
        return features.fit_transform(documents)
    except ValueError as error:
        raise DataError(
            f"{len(documents)} articles hold no words in common to learn from: {error}"
        ) from error


def build_models(settings: ModelSettings, seed: int) -> OneVsRestClassifier:
    """Build the one-vs-rest linear support vector machines."""
    return OneVsRestClassifier(
        LinearSVC(
            C=settings.regularisation,
            class_weight="balanced" if settings.balanced else None,
            random_state=seed,
        )
    )


def build_pipeline(
    features: FeatureSettings, models: ModelSettings, user_words: Sequence[UserWord], seed: int
) -> Pipeline:
    """Build the whole pipeline, from articles to decision values."""
    return Pipeline(
        [
            ("compose", DocumentComposer()),
            ("features", build_features(features, user_words)),
            ("models", build_models(models, seed)),
        ]
    )
