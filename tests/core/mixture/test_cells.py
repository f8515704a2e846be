"""Score counts."""

from collections import Counter

import numpy as np
import pytest

from gaoqian.mixture import (
    ScoreCounts,
    cell_of,
    estimate_shares,
)
from score_draws import CALIBRATED, draw_scores


def test_counts_are_as_good_as_scores() -> None:
    """Bins lose next to nothing of the shares, whatever the number of topics."""
    scores = np.hstack([draw_scores(0.3, 1_000)[0], draw_scores(0.02, 1_000, seed=1)[0]])
    cells = ScoreCounts.from_cells(Counter(map(cell_of, scores.tolist())), 2)
    assert cells.articles == 1_000
    exact = estimate_shares(ScoreCounts.from_scores(scores), [CALIBRATED] * 2)
    binned = estimate_shares(cells, [CALIBRATED] * 2)
    assert [one.value for one in binned] == pytest.approx([one.value for one in exact], abs=0.005)


def test_cells_of_another_taxonomy_are_left_out() -> None:
    """What a model of other topics wrote says nothing here; a strange letter is an error."""
    assert ScoreCounts.from_cells({cell_of([0.1, 0.2]): 3, cell_of([0.5]): 2}, 1).articles == 2
    with pytest.raises(ValueError, match="no bin"):
        ScoreCounts.from_cells({"~": 1}, 1)


@pytest.mark.parametrize("score", [0.0, 1.0, 1e-300])
def test_certain_scores_have_a_cell(score: float) -> None:
    """Even 0 and 1 are finite log odds."""
    assert np.isfinite(ScoreCounts.from_cells({cell_of([score]): 1}, 1).logits).all()
