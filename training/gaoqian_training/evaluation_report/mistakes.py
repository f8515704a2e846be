"""The worst mistakes: probabilities far on the wrong side of their threshold, with the text."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import PurePath

import numpy as np

from gaoqian import Article, Tagger
from gaoqian.bundle import TopicEntry
from gaoqian.result import Evidence
from gaoqian_training.datasets import Dataset
from gaoqian_training.evaluation import Predictions

MISTAKES_SHOWN = 30
TOPICS_SHOWN = 12
#: Characters of body shown, and of those how many before the first evidence.
_EXCERPT, _BEFORE = 240, 40


@dataclass(frozen=True, slots=True)
class Piece:
    """A run of characters as sent, marked where it is evidence."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class TopicScore:
    """One topic's part in the answer to an article."""

    label: str
    score: float
    given: bool
    carried: bool


@dataclass(frozen=True, slots=True)
class Mistake:
    """One topic given wrongly, or missed.

    Attributes:
        name: The article's identifier or, without one, its file and line.
        entry: The topic with its threshold.
        given: Whether it was given (wrongly); else it was missed.
        score: Its probability.
        headline: As sent, with the evidence for the topic marked.
        excerpt: The same of the body, about 240 characters where the evidence begins.
        cut_before: Whether there is body before the excerpt.
        cut_after: Whether there is body behind it.
        scores: Of all topics, or of `TOPICS_SHOWN` that matter most: those carried or given, then
            the likeliest; in topic order.
    """

    name: str
    entry: TopicEntry
    given: bool
    score: float
    headline: tuple[Piece, ...]
    excerpt: tuple[Piece, ...]
    cut_before: bool
    cut_after: bool
    scores: tuple[TopicScore, ...]

    @property
    def distance(self) -> float:
        """From the probability to the threshold it is on the wrong side of."""
        return abs(self.score - self.entry.threshold)


def worst_mistakes(
    tagger: Tagger, dataset: Dataset, predictions: Predictions, limit: int = MISTAKES_SHOWN
) -> tuple[Mistake, ...]:
    """Return the mistakes on scored articles that are furthest off, worst first.

    An article with two wrong topics is two mistakes; equals stand in the order of the data.
    """
    entries = tagger.bundle.manifest.topics
    wrong = (predictions.predicted != predictions.truth) & predictions.scored[:, None]
    distances = np.abs(predictions.scores - tagger.bundle.manifest.thresholds)
    rows, columns = np.nonzero(wrong)
    worst = np.argsort(-distances[rows, columns], kind="stable")[:limit]
    places = zip(rows[worst].tolist(), columns[worst].tolist(), strict=True)
    return tuple(_mistake(tagger, dataset, predictions, entries, r, c) for r, c in places)


def _mistake(
    tagger: Tagger,
    dataset: Dataset,
    predictions: Predictions,
    entries: Sequence[TopicEntry],
    row: int,
    column: int,
) -> Mistake:
    article, entry = dataset.items[row].article, entries[column]
    evidence = tagger.evidence(article, entry.topic.id)
    start, end = excerpt_bounds(article.body, [e for e in evidence if e.field == "body"])
    return Mistake(
        name=_name(article),
        entry=entry,
        given=bool(predictions.predicted[row, column]),
        score=float(predictions.scores[row, column]),
        headline=mark(article, "headline", evidence, 0, len(article.headline)),
        excerpt=mark(article, "body", evidence, start, end),
        cut_before=start > 0,
        cut_after=end < len(article.body),
        scores=_scores(entries, predictions, row),
    )


def excerpt_bounds(body: str, evidence: Sequence[Evidence]) -> tuple[int, int]:
    """Return where the excerpt starts and ends: a little before the strongest evidence.

    Args:
        body: The body as sent.
        evidence: In the body, strongest first.
    """
    start = 0
    if evidence and evidence[0].end > _EXCERPT:
        start = min(evidence[0].start - _BEFORE, len(body) - _EXCERPT)
    return max(start, 0), min(max(start, 0) + _EXCERPT, len(body))


def mark(
    article: Article, field: str, evidence: Sequence[Evidence], start: int, end: int
) -> tuple[Piece, ...]:
    """Cut ``[start, end)`` of a field into pieces, marked where some evidence lies."""
    text: str = getattr(article, field)
    marked = np.zeros(len(text), dtype=np.bool_)
    for each in evidence:
        if each.field == field:
            marked[each.start : each.end] = True
    bounds = np.flatnonzero(np.diff(marked[start:end])) + start + 1
    cuts = [start, *bounds.tolist(), end]
    return tuple(Piece(text[a:b], bool(marked[a])) for a, b in pairwise(cuts) if a < b)


def _scores(
    entries: Sequence[TopicEntry], predictions: Predictions, row: int
) -> tuple[TopicScore, ...]:
    scores, given, carried = (
        predictions.scores[row],
        predictions.predicted[row],
        predictions.truth[row],
    )
    order = np.lexsort((-scores, ~(given | carried)))
    return tuple(
        TopicScore(entries[t].topic.label, float(scores[t]), bool(given[t]), bool(carried[t]))
        for t in sorted(order[:TOPICS_SHOWN].tolist())
    )


def _name(article: Article) -> str:
    return article.id or PurePath(article.source).name
