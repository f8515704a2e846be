"""Topic shares of a newsroom's articles: estimation, and thresholds adjusted to them."""

from gaoqian.mixture.cells import ScoreCounts, cell_of
from gaoqian.mixture.objectives import ThresholdObjective, parse_objective
from gaoqian.mixture.proposal import MAX_STEP, Proposal, TopicProposal, find_mismatches, propose
from gaoqian.mixture.shares import Share, estimate_shares, logit_shift
from gaoqian.mixture.thresholds import (
    ExpectedMetrics,
    expected_metrics,
    fit_thresholds,
    raise_to_none_recall,
)

__all__ = [
    "MAX_STEP",
    "ExpectedMetrics",
    "Proposal",
    "ScoreCounts",
    "Share",
    "ThresholdObjective",
    "TopicProposal",
    "cell_of",
    "estimate_shares",
    "expected_metrics",
    "find_mismatches",
    "fit_thresholds",
    "logit_shift",
    "parse_objective",
    "propose",
    "raise_to_none_recall",
]
