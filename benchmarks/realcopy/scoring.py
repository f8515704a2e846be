"""A model's log odds on the real sets: whole articles, cut copies, the stream."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gaoqian import Article, Tagger
from gaoqian.scorer.arrays import FloatArray
from gaoqian.tagger import BATCH_ARTICLES
from gaoqian.text import compose
from gaoqian_training.perturbations import body_missing, first_paragraph
from realcopy.calibrating import CUT_WEIGHT, STREAM_WEIGHT, Rows, owners_of
from realcopy.sets import RealSet, Stream

#: How newsrooms cut copy.
CUTS: dict[str, Callable[[Article], Article]] = {
    "first paragraph only": first_paragraph,
    "headline only": body_missing,
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A gathered set as a model sees it.

    Attributes:
        whole: Its articles.
        cut: Its articles cut in each way of `CUTS`, by that way's name.
    """

    whole: Rows
    cut: dict[str, Rows]

    @property
    def rows(self) -> list[Rows]:
        """All of it."""
        return [self.whole, *self.cut.values()]


def score_gathered(tagger: Tagger, real: RealSet) -> Scored:
    """Score a set and its cut copies with a bundle that real copy has not corrected."""
    cut = {
        name: _rows(tagger, [way(article) for article in real.articles], real, CUT_WEIGHT, cut=True)
        for name, way in CUTS.items()
    }
    return Scored(_rows(tagger, real.articles, real, 1.0, cut=False), cut)


def score_stream(tagger: Tagger, stream: Stream) -> tuple[Rows, FloatArray, list[int]]:
    """Score the stream; return its labelled part as rows, and all log odds and lengths."""
    logits, characters = score(tagger, stream.articles)
    known = [stream.articles[place] for place in stream.known]
    rows = Rows(
        logits[stream.known],
        [characters[place] for place in stream.known],
        stream.labels,
        np.full(len(known), STREAM_WEIGHT),
        owners_of(known, cut=False),
    )
    return rows, logits, characters


def score(tagger: Tagger, articles: Sequence[Article]) -> tuple[FloatArray, list[int]]:
    """Return log odds as calibrated for whole articles, and how long each cleaned text is."""
    scorer = tagger.bundle.scorer
    texts = [compose(article).text for article in articles]
    portions = [
        texts[start : start + BATCH_ARTICLES] for start in range(0, len(texts), BATCH_ARTICLES)
    ]
    decided = [
        scorer.decision_values(scorer.count(scorer.look_up(portion))) for portion in portions
    ]
    return scorer.arrays.calibration.logits(np.vstack(decided)), [len(text) for text in texts]


def _rows(
    tagger: Tagger, articles: Sequence[Article], real: RealSet, weight: float, *, cut: bool
) -> Rows:
    logits, characters = score(tagger, articles)
    weights = np.full(len(articles), weight)
    return Rows(logits, characters, real.labels, weights, owners_of(articles, cut=cut))
