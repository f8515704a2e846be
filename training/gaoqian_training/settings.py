"""Training settings: candidates, user words, rubrics, threshold objective, seed."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from gaoqian.mixture import ThresholdObjective
from gaoqian.segment import UserWord
from gaoqian.text.marks import HouseRubric
from gaoqian_training.candidates import GRID, Candidate


@dataclass(frozen=True, slots=True)
class TrainingSettings:
    """How to train.

    Attributes:
        candidates: What to choose from; with one there is nothing to choose.
        user_words: Words that the segmenter keeps whole.
        rubrics: The house's own columns, which cleaning must know.
        target: What the thresholds are chosen for.
        seed: Of folds, models and resamples; the same seed and data give the same files.
        real_copy: Whether what real copy says of the authored articles' model is heeded.
        golden: Whether some of the articles are kept in the bundle, with its answers.
    """

    candidates: Sequence[Candidate] = field(default=GRID)
    user_words: tuple[UserWord, ...] = ()
    rubrics: tuple[HouseRubric, ...] = ()
    target: ThresholdObjective = field(default=ThresholdObjective())
    seed: int = 0
    real_copy: bool = True
    golden: bool = True
