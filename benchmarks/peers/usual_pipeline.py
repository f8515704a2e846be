"""The pipeline that everybody writes: jieba words, TF-IDF, logistic regression.

Runs in the peers' interpreter, and knows nothing of gaoqian.
"""

from collections.abc import Sequence
from typing import Any

import jieba
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.multiclass import OneVsRestClassifier
from sklearn.pipeline import Pipeline
from sklearn.preprocessing import MultiLabelBinarizer


def cut(text: str) -> list[str]:
    """Cut by jieba; a function of a module, since ``jieba.lcut`` itself cannot be pickled."""
    words: list[str] = jieba.lcut(text)
    return words


def fit(texts: Sequence[str], topics: Sequence[Sequence[str]]) -> Any:
    """Fit with scikit-learn's own defaults, one-vs-rest; columns are topics by name.

    Args:
        texts: One an article.
        topics: The topics of each article; some have none.
    """
    words = TfidfVectorizer(tokenizer=cut, token_pattern=None)
    models = OneVsRestClassifier(LogisticRegression())
    pipeline = Pipeline([("words", words), ("models", models)])
    return pipeline.fit(texts, MultiLabelBinarizer().fit_transform(topics))
