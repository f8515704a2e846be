"""The scikit-learn pipeline of a candidate: from articles to decision values."""

from collections.abc import Iterable
from typing import Self

import numpy as np
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.pipeline import Pipeline

from gaoqian import Article
from gaoqian.text import Document, compose
from gaoqian.text.marks import HouseRubric
from gaoqian_training.candidates import Candidate
from gaoqian_training.examples import Examples
from gaoqian_training.models import fit_models
from gaoqian_training.tfidf import TfidfFeatures


class DocumentComposer(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """First step of the pipeline: articles to cleaned documents.

    Args:
        rubrics: As for `gaoqian.text.compose`.
    """

    def __init__(self, rubrics: tuple[HouseRubric, ...] | None = ()) -> None:
        self.rubrics = rubrics

    def fit(self, articles: Iterable[Article], labels: object = None) -> Self:  # noqa: ARG002
        """Do nothing: cleaning has nothing to learn."""
        return self

    def transform(self, articles: Iterable[Article]) -> list[Document]:
        """Clean every article."""
        return [compose(article, self.rubrics) for article in articles]

    def __sklearn_is_fitted__(self) -> bool:
        return True


def fit_pipeline(examples: Examples, candidate: Candidate, seed: int) -> Pipeline:
    """Fit a candidate on all articles.

    Args:
        examples: The articles, with excerpts if the candidate wants them.
        candidate: What to fit.
        seed: Of the models.

    Raises:
        DataError: the articles share too little to learn from.
    """
    articles = np.arange(len(examples.dataset.items))
    features = TfidfFeatures(examples.documents, candidate.features, articles)
    training_set = examples.training_set(features, articles, candidate.models.excerpts)
    models = fit_models(candidate.models, *training_set, seed)
    return Pipeline(
        [
            ("compose", DocumentComposer(examples.rubrics)),
            ("features", features.union),
            ("models", models),
        ]
    )
