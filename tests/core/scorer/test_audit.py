"""Arrays that a file could hold and that must not be used."""

from dataclasses import replace

import numpy as np
import pytest

from gaoqian.errors import BundleError
from gaoqian.scorer import Calibration, ScorerArrays, audit_arrays, build_table, lay_out_rows


def _arrays() -> ScorerArrays:
    """Return one word, two n-grams and two topics."""
    return ScorerArrays(
        words=1,
        marks=0,
        spelling="工会",
        table=build_table(["工会"], ["消", "消防"]),
        rows=lay_out_rows(np.ones(3), np.ones((3, 2))),
        intercept=np.zeros(2),
        calibration=Calibration(np.ones(2), np.zeros(2), np.zeros(2)),
    )


def test_sound_arrays_pass() -> None:
    """What training writes is accepted."""
    audit_arrays(_arrays())


def _with_infinite_slope(arrays: ScorerArrays) -> ScorerArrays:
    slope = np.array([1.0, np.inf])
    return replace(arrays, calibration=replace(arrays.calibration, slope=slope))


def _with_weighed_unknown(arrays: ScorerArrays) -> ScorerArrays:
    rows = arrays.rows.copy()
    rows[-1, 1] = 1.0
    return replace(arrays, rows=rows)


def _with_feature_beyond(arrays: ScorerArrays) -> ScorerArrays:
    singles = arrays.table.singles.copy()
    singles[1] = 3
    return replace(arrays, table=replace(arrays.table, singles=singles))


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda a: replace(a, words=4), "4 words and 0 marks do not fit"),
        (lambda a: replace(a, intercept=np.zeros(9)), "do not fit together"),
        (lambda a: replace(a, intercept=np.zeros(2, np.float32)), "'intercept' is"),
        (lambda a: replace(a, table=replace(a.table, sizes=(2, 1))), "1 to 3, ascending"),
        (_with_infinite_slope, "'calibration.slope' holds values that are not finite"),
        (_with_weighed_unknown, "weighs what is unknown"),
        (_with_feature_beyond, "points beyond the features"),
    ],
)
def test_unsound_arrays_are_named(change: object, message: str) -> None:
    """The error names the array."""
    assert callable(change)
    with pytest.raises(BundleError, match=message):
        audit_arrays(change(_arrays()))
