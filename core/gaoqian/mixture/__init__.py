"""The mixture of topics that a house sees: its shares estimated, thresholds that fit them."""

from gaoqian.mixture.cells import ScoreCounts, cell_of
from gaoqian.mixture.objectives import Target, parse_target
from gaoqian.mixture.proposal import MAX_STEP, Proposal, TopicProposal, find_surprises, propose
from gaoqian.mixture.shares import Share, estimate_shares, shift_of
from gaoqian.mixture.thresholds import Expected, expect, fit_thresholds, raise_together

__all__ = [
    "MAX_STEP",
    "Expected",
    "Proposal",
    "ScoreCounts",
    "Share",
    "Target",
    "TopicProposal",
    "cell_of",
    "estimate_shares",
    "expect",
    "find_surprises",
    "fit_thresholds",
    "parse_target",
    "propose",
    "raise_together",
    "shift_of",
]
