"""Shares of topics, estimated without labels."""

import pytest

from gaoqian.mixture import (
    ScoreCounts,
    estimate_shares,
)
from score_draws import CALIBRATED, draw_scores


@pytest.mark.parametrize("share", [0.005, 0.04, 0.25, 0.6])
def test_share_of_other_mixture(share: float) -> None:
    """Probabilities that were calibrated for a tenth tell the share where it is another."""
    scores, carries = draw_scores(share, 4_000)
    (found,) = estimate_shares(ScoreCounts.from_scores(scores), [CALIBRATED])
    assert found.value == pytest.approx(carries.mean(), abs=0.02)
    assert found.low <= carries.mean() <= found.high
