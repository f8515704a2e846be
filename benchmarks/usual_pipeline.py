"""The pipeline that everybody writes: jieba words, TF-IDF, logistic regression."""

from typing import Any

import jieba
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline

from gaoqian import Article
from gaoqian_training.datasets import Dataset


def as_text(article: Article) -> str:
    """Join headline and body."""
    return f"{article.headline}\n{article.body}"


def fit_usual_pipeline(dataset: Dataset) -> Any:
    """Fit it on labelled articles, with scikit-learn's own defaults."""
    jieba.setLogLevel("WARNING")
    words = TfidfVectorizer(tokenizer=jieba.lcut, token_pattern=None)
    models = OneVsRestClassifier(LogisticRegression())
    pipeline = Pipeline([("words", words), ("models", models)])
    return pipeline.fit([as_text(article) for article in dataset.articles], dataset.labels)
