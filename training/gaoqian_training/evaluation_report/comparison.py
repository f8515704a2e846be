"""Comparison with the champion: paired bootstrap of differences in figures."""

from dataclasses import dataclass

import numpy as np

from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.evaluation import Predictions
from gaoqian_training.metrics import Summary, summarise

RESAMPLES = 1000
_INTERVAL = (2.5, 97.5)
#: A draw takes eight bytes an article and as much a topic.
_DRAWS_AT_A_TIME = 50
_LABELS = {
    "macro_f1": "宏平均 F1 macro F1",
    "none_recall": "“都不是”召回 none-recall",
    "exact_match": "全对率 exact match",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure of two bundles on the same articles, each -1 to 1; None where undefined.

    Attributes:
        label: The figure.
        champion: The champion's.
        challenger: The other bundle's.
        low: Lower end of the 95 % interval of ``challenger - champion``.
        high: Upper end.
    """

    label: str
    champion: float | None
    challenger: float | None
    low: float | None
    high: float | None

    @property
    def difference(self) -> float | None:
        """``challenger - champion``."""
        if self.champion is None or self.challenger is None:
            return None
        return self.challenger - self.champion

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves out 0."""
        return self.low is not None and self.high is not None and self.low * self.high > 0


@dataclass(frozen=True, slots=True)
class Comparison:
    """A bundle beside the champion.

    Attributes:
        champion: The champion's version.
        differences: Of macro F1, none-recall and exact match.
    """

    champion: str
    differences: tuple[Difference, ...]


def paired_bootstrap(
    champion: Predictions, challenger: Predictions, seed: int, resamples: int = RESAMPLES
) -> tuple[Difference, ...]:
    """Compare two bundles' predictions for the same articles.

    Every resample draws articles with replacement and counts both bundles on the same draw;
    the interval is that of percentiles (Efron and Tibshirani, An introduction to the
    bootstrap, 1993, chapter 13). Resamples in which a figure is undefined are left out of it.

    Args:
        champion: The champion's predictions.
        challenger: The other's, for the same articles and topics.
        seed: Of the resamples.
        resamples: How many.
    """
    articles = len(champion.truth)
    generator = np.random.default_rng(seed)
    once = [summarise(each.predicted, each.truth) for each in (champion, challenger)]
    parts: list[list[Summary]] = []
    for start in range(0, resamples, _DRAWS_AT_A_TIME):
        count = min(_DRAWS_AT_A_TIME, resamples - start)
        draws = generator.multinomial(articles, np.full(articles, 1 / articles), size=count)
        parts.append(
            [summarise(each.predicted, each.truth, draws) for each in (champion, challenger)]
        )
    differences = []
    for name, label in _LABELS.items():
        first, second = (float(getattr(each, name)[0]) for each in once)
        resampled = [getattr(two, name) - getattr(one, name) for one, two in parts]
        differences.append(_difference(label, first, second, np.concatenate(resampled)))
    return tuple(differences)


def _difference(
    label: str, champion: float, challenger: float, resampled: FloatArray
) -> Difference:
    defined = resampled[np.isfinite(resampled)]
    low, high = np.percentile(defined, _INTERVAL) if len(defined) else (np.nan, np.nan)
    numbers = (champion, challenger, float(low), float(high))
    return Difference(label, *(number if np.isfinite(number) else None for number in numbers))
