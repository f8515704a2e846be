"""The compiled scorer: TF-IDF and linear models as plain arrays, without scikit-learn."""

from gaoqian.scorer.arrays import Calibration, ScorerArrays, lay_out_rows
from gaoqian.scorer.audit import audit_arrays
from gaoqian.scorer.scorer import MAX_TEXTS, Scorer
from gaoqian.scorer.table import FeatureTable, build_table

__all__ = [
    "MAX_TEXTS",
    "Calibration",
    "FeatureTable",
    "Scorer",
    "ScorerArrays",
    "audit_arrays",
    "build_table",
    "lay_out_rows",
]
