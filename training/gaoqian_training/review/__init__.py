"""Suspected label errors: what an annotator should look at again."""

from gaoqian_training.review.duplicates import find_duplicate_faults, find_group_faults
from gaoqian_training.review.labels import find_label_faults
from gaoqian_training.review.review import Review, review_dataset
from gaoqian_training.review.rows import (
    GroupDisagrees,
    GroupMember,
    GroupStraddles,
    LabelDisagrees,
    NearDuplicatesDisagree,
    Row,
)

__all__ = [
    "GroupDisagrees",
    "GroupMember",
    "GroupStraddles",
    "LabelDisagrees",
    "NearDuplicatesDisagree",
    "Review",
    "Row",
    "find_duplicate_faults",
    "find_group_faults",
    "find_label_faults",
    "review_dataset",
]
