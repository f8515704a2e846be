"""The review as a whole: every kind of suspicion, in the order an annotator takes them."""

from collections import Counter
from dataclasses import dataclass

from gaoqian.progress import Progress, no_progress
from gaoqian_training.datasets.labelled import Dataset
from gaoqian_training.review.duplicates import find_duplicate_faults, find_group_faults
from gaoqian_training.review.labels import find_label_faults
from gaoqian_training.review.rows import (
    GroupDisagrees,
    GroupStraddles,
    LabelDisagrees,
    NearDuplicatesDisagree,
    Row,
)

#: Of two labels on one text, one is wrong, whatever a model thinks; a model's doubt is only
#: a doubt; and a pair that folds may part is a fault of groups, not of labels.
REASONS = tuple(
    kind.reason for kind in (NearDuplicatesDisagree, GroupDisagrees, LabelDisagrees, GroupStraddles)
)


@dataclass(frozen=True, slots=True)
class Review:
    """What looks wrong in a dataset.

    Attributes:
        articles: How many were looked at.
        rows: The suspicions: by reason, in the order of `REASONS`, and within a reason the
            most suspicious first.
    """

    articles: int
    rows: tuple[Row, ...]

    @property
    def counts(self) -> dict[str, int]:
        """How many rows each reason has, in the order of `REASONS`."""
        counts = Counter(row.reason for row in self.rows)
        return {reason: counts[reason] for reason in REASONS}


def review_dataset(dataset: Dataset, seed: int = 0, on_progress: Progress = no_progress) -> Review:
    """Find suspected errors of labels and of groups.

    Args:
        dataset: The labelled articles.
        seed: Of folds and models; the same seed and data give the same rows.
        on_progress: Called with the folds done and their number.

    Raises:
        ExtraError: cleanlab is not installed.
        DataError: the data does not suffice for folds.
    """
    rows: list[Row] = [
        *find_label_faults(dataset, seed, on_progress),
        *find_duplicate_faults(dataset),
        *find_group_faults(dataset),
    ]
    rows.sort(key=lambda row: REASONS.index(row.reason))
    return Review(len(dataset.items), tuple(rows))
