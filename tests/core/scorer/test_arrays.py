"""Calibration: from decision values to probabilities."""

import numpy as np
import pytest

from gaoqian.scorer import Calibration
from gaoqian.scorer.arrays import FULL_LENGTH, shortness


def test_length_counts_for_short_texts_alone() -> None:
    """Nothing is added for a whole article or a longer one, the same for all very short ones."""
    calibration = Calibration(np.ones(2), np.zeros(2), np.array([-1.0, 0.0]))
    scores = np.zeros((4, 2))
    logits = calibration.logits(scores, [1, 10, FULL_LENGTH, 10 * FULL_LENGTH])
    assert logits[:, 1].tolist() == [0.0] * 4
    assert logits[:, 0].tolist() == pytest.approx([np.log(FULL_LENGTH / 10)] * 2 + [0.0] * 2)
    assert (calibration.logits(scores) == 0.0).all()


def test_shortness_by_hand() -> None:
    """A text of a quarter of a whole one."""
    assert shortness([FULL_LENGTH // 4]).tolist() == pytest.approx([np.log(0.25)])
