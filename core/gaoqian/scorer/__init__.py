"""The compiled scorer: one pass from text to calibrated probabilities over plain arrays."""

from gaoqian.scorer.arrays import Calibration, ScorerArrays
from gaoqian.scorer.ngrams import MAX_NGRAM, NgramTable, build_ngram_table
from gaoqian.scorer.scorer import Scorer

__all__ = [
    "MAX_NGRAM",
    "Calibration",
    "NgramTable",
    "Scorer",
    "ScorerArrays",
    "build_ngram_table",
]
