"""Comparison with the champion: paired bootstrap of differences in figures."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from gaoqian.scorer.arrays import FloatArray
from gaoqian_training.evaluation import Answers
from gaoqian_training.metrics import BoolArray

RESAMPLES = 1000
_INTERVAL = (2.5, 97.5)


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
    champion: Answers, challenger: Answers, seed: int, resamples: int = RESAMPLES
) -> tuple[Difference, ...]:
    """Compare two bundles' answers to the same articles.

    Every resample draws articles with replacement and counts both bundles on the same draw;
    the interval is that of percentiles (Efron and Tibshirani, An introduction to the
    bootstrap, 1993, chapter 13). Resamples in which a figure is undefined are left out of it.

    Args:
        champion: The champion's answers.
        challenger: The other's, to the same articles and topics.
        seed: Of the resamples.
        resamples: How many.
    """
    articles = len(champion.truth)
    generator = np.random.default_rng(seed)
    draws = generator.multinomial(articles, np.full(articles, 1 / articles), size=resamples)
    once = np.ones((1, articles), dtype=np.int64)
    first, second = (_figures(each.given, each.truth, once) for each in (champion, challenger))
    resampled = [_figures(each.given, each.truth, draws) for each in (champion, challenger)]
    return tuple(
        _difference(label, first[label], second[label], resampled[1][label] - resampled[0][label])
        for label in first
    )


def _difference(
    label: str, champion: FloatArray, challenger: FloatArray, resampled: FloatArray
) -> Difference:
    defined = resampled[np.isfinite(resampled)]
    low, high = np.percentile(defined, _INTERVAL) if len(defined) else (np.nan, np.nan)
    numbers = (float(champion[0]), float(challenger[0]), float(low), float(high))
    return Difference(label, *(number if np.isfinite(number) else None for number in numbers))


def _figures(
    given: BoolArray, truth: BoolArray, draws: npt.NDArray[np.int64]
) -> Mapping[str, FloatArray]:
    """Figures of each draw, shape ``(draws,)``; a draw counts every article so many times."""
    support = draws @ truth
    none = ~truth.any(axis=1)
    with np.errstate(invalid="ignore"):  # 0 / 0 is the NaN that marks an undefined figure
        f1 = np.where(support > 0, 2 * (draws @ (given & truth)) / (support + draws @ given), 0.0)
        return {
            "宏平均 F1 macro F1": f1.sum(axis=1) / (support > 0).sum(axis=1),
            "“都不是”召回 none-recall": (draws @ (none & ~given.any(axis=1))) / (draws @ none),
            "全对率 exact match": (draws @ (given == truth).all(axis=1)) / draws.sum(axis=1),
        }
