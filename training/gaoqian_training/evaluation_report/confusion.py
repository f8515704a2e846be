"""The confusion matrix of topics and "none", for articles that may carry several."""

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from gaoqian_training.metrics import BoolArray

Counts = npt.NDArray[np.int64]


def confusion_matrix(given: BoolArray, truth: BoolArray) -> Counts:
    """Count articles by what they carry and what they were given.

    An article without topics carries "none", and one given nothing was given "none". A topic
    carried and given counts on the diagonal. What was given beside it counts in the rows of
    the topics that were missed or, where none was, in the rows of all that the article
    carries; a topic missed with nothing wrong in its place counts in the column "none". So
    every mistake stands in some cell, and an article of several topics in several rows
    (after Heydarian, Doyle and Samavi, MLCM: multi-label confusion matrix, 2022).

    Args:
        given: Shape ``(articles, topics)``: whether the topic was given.
        truth: The same shape: whether the article carries it.

    Returns:
        Shape ``(topics + 1, topics + 1)``; row: carried, column: given; "none" comes last.
    """
    carried, answered = _with_none(truth), _with_none(given)
    counts = np.zeros((carried.shape[1],) * 2, dtype=np.int64)
    for right, answer in zip(carried, answered, strict=True):
        _count(counts, right, answer)
    return counts


def merge_others(counts: Counts, topics: Sequence[int]) -> Counts:
    """Merge the rows and columns of all topics but some into one, which stands before "none".

    Args:
        counts: From `confusion_matrix`.
        topics: The indices of the topics to keep apart, ascending.

    Returns:
        Shape ``(topics + 2, topics + 2)``. A cell of a merged row and column counts an article
        as often as the cells that it is the sum of.
    """
    parts = np.full(len(counts), len(topics))
    parts[list(topics)] = np.arange(len(topics))
    parts[-1] = len(topics) + 1
    merged = np.zeros((len(topics) + 2,) * 2, dtype=np.int64)
    np.add.at(merged, np.ix_(parts, parts), counts)
    return merged


def _count(counts: Counts, right: BoolArray, answer: BoolArray) -> None:
    hits, missed, wrong = right & answer, right & ~answer, answer & ~right
    counts[hits, hits] += 1
    rows = missed if missed.any() else right
    if wrong.any():
        counts[np.ix_(rows, wrong)] += 1
    else:
        counts[missed, -1] += 1


def _with_none(topics: BoolArray) -> BoolArray:
    return np.column_stack((topics, ~topics.any(axis=1)))
