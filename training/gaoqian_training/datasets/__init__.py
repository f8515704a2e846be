"""Labelled articles: reading, validating, and the authored set that comes with Gaoqian."""

from gaoqian_training.datasets.authored import authored_articles, authored_taxonomy
from gaoqian_training.datasets.labelled import Dataset, LabelledArticle, read_dataset
from gaoqian_training.datasets.validate import Finding, validate_files

__all__ = [
    "Dataset",
    "Finding",
    "LabelledArticle",
    "authored_articles",
    "authored_taxonomy",
    "read_dataset",
    "validate_files",
]
