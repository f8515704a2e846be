"""What real copy says of probabilities: for each topic a slope, an offset and a length."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from gaoqian import Article
from gaoqian.scorer import Calibration
from gaoqian.scorer.arrays import FloatArray, shortness
from gaoqian_training.metrics import BoolArray

#: The stream's labelled articles were drawn by what models gave, and are doubtful more often:
#: each counts as this much of an article of the gathered sets.
STREAM_WEIGHT = 0.3
#: Copies that are cut as newsrooms cut them are there to learn lengths from.
CUT_WEIGHT = 0.5
_C = 1e4


@dataclass(frozen=True, slots=True)
class Rows:
    """Labelled texts with what a model makes of them.

    Attributes:
        logits: Log odds as calibrated out of fold on the authored articles, whole articles'
            calibration for all; shape ``(texts, topics)``.
        characters: How long each is, cleaned.
        labels: Shape ``(texts, topics)``.
        weights: What each counts.
        owners: Which article each is of: a cut copy stays with it in every split.
    """

    logits: FloatArray
    characters: list[int]
    labels: BoolArray
    weights: FloatArray
    owners: list[str]

    def part(self, chosen: BoolArray) -> "Rows":
        """Return some of the texts."""
        places = np.flatnonzero(chosen)
        return Rows(
            self.logits[places],
            [self.characters[place] for place in places],
            self.labels[places],
            self.weights[places],
            [self.owners[place] for place in places],
        )


@dataclass(frozen=True, slots=True)
class Correction:
    """From log odds on authored articles to log odds on real copy.

    Attributes:
        slope: Shape ``(topics,)``.
        offset: Shape ``(topics,)``.
        per_length: As in `gaoqian.scorer.Calibration`, shape ``(topics,)``.
        shares: Weighted shares of the topics in the rows that it was fitted to.
    """

    slope: FloatArray
    offset: FloatArray
    per_length: FloatArray
    shares: FloatArray

    def probabilities(self, logits: FloatArray, characters: Sequence[int]) -> FloatArray:
        """Return probabilities, the shape of ``logits``."""
        calibration = Calibration(self.slope, self.offset, self.per_length)
        return calibration.probabilities(logits, characters)


def fit_correction(rows: Rows) -> Correction:
    """Fit one logistic regression a topic."""
    short = shortness(rows.characters)
    parts = []
    for logits, truth in zip(rows.logits.T, rows.labels.T, strict=True):
        seen = np.column_stack([logits, short])
        model = LogisticRegression(C=_C, max_iter=1_000).fit(seen, truth, rows.weights)
        parts.append((model.coef_[0, 0], model.intercept_[0], model.coef_[0, 1]))
    # Of all that it was fitted to, cut copies included: probabilities are calibrated for these.
    shares = np.average(rows.labels, axis=0, weights=rows.weights)
    slope, offset, per_length = np.array(parts).T
    return Correction(slope, offset, per_length, shares)


def stack(parts: Sequence[Rows]) -> Rows:
    """Return all texts of several parts."""
    return Rows(
        np.vstack([part.logits for part in parts]),
        [length for part in parts for length in part.characters],
        np.vstack([part.labels for part in parts]),
        np.concatenate([part.weights for part in parts]),
        [owner for part in parts for owner in part.owners],
    )


def owners_of(articles: Sequence[Article], *, cut: bool) -> list[str]:
    """Name the article that each text is of, and whether it is a cut copy of it."""
    return [f"{article.id}{'#cut' if cut else ''}" for article in articles]
