"""Audit of a scorer's arrays from a file: shapes, types, finite values, indices in range."""

from typing import Any

import numpy as np
import numpy.typing as npt

from gaoqian.errors import BundleError
from gaoqian.scorer.arrays import ScorerArrays
from gaoqian.scorer.cuckoo import EMPTY
from gaoqian.scorer.table import FEATURE_MASK


def audit_arrays(arrays: ScorerArrays) -> None:
    """Check shapes, types, values and feature indices.

    Raises:
        BundleError: an array is invalid; the message names it.
    """
    topics = np.shape(arrays.intercept)
    shape = np.shape(arrays.rows)
    if len(topics) != 1 or len(shape) != 2 or shape[1] <= topics[0]:
        raise BundleError(f"rows {shape} and intercept {topics} do not fit together")
    if shape[0] <= arrays.words + arrays.marks:
        raise BundleError(
            f"{arrays.words} words and {arrays.marks} marks do not fit into rows {shape}"
        )
    expected: dict[str, tuple[object, tuple[int, ...], type]] = {
        "rows": (arrays.rows, shape, np.float32),
        "intercept": (arrays.intercept, topics, np.float64),
        "calibration.slope": (arrays.calibration.slope, topics, np.float64),
        "calibration.intercept": (arrays.calibration.intercept, topics, np.float64),
        "calibration.per_length": (arrays.calibration.per_length, topics, np.float64),
    }
    for name, (array, wanted, kind) in expected.items():
        if not isinstance(array, np.ndarray) or array.shape != wanted or array.dtype != kind:
            got = getattr(array, "shape", type(array).__name__)
            raise BundleError(f"array '{name}' is {got}, expected {kind.__name__} {wanted}")
        if not np.isfinite(array).all():
            raise BundleError(f"array '{name}' holds values that are not finite")
    if arrays.rows[-1].any():
        raise BundleError("array 'rows' weighs what is unknown, expected zeros in its last row")
    _audit_table(arrays, arrays.features)


def _audit_table(arrays: ScorerArrays, features: int) -> None:
    table = arrays.table
    parts: dict[str, tuple[npt.NDArray[Any], type, int]] = {
        "characters": (table.characters, np.uint16, 1),
        "singles": (table.singles, np.uint64, 1),
        "slots": (table.slots, np.uint64, 2),
        "multipliers": (table.multipliers, np.uint64, 1),
    }
    for name, (array, kind, dimensions) in parts.items():
        if not isinstance(array, np.ndarray) or array.dtype != kind or not array.size:
            raise BundleError(f"array 'table.{name}' is not of type {kind.__name__}")
        if array.ndim != dimensions:
            raise BundleError(f"array 'table.{name}' has {array.ndim} dimensions")
    size = table.slots.shape[1]
    if table.slots.shape[0] != 2 or size < 2 or size & (size - 1) or len(table.multipliers) != 3:
        raise BundleError(f"array 'table.slots' is {table.slots.shape}, expected (2, 2**n)")
    numbers = [table.singles, (table.slots & FEATURE_MASK)[table.slots != EMPTY]]
    beyond = any(((held >= features) & (held != EMPTY)).any() for held in numbers)
    if beyond or int(table.characters.max()) >= len(table.singles):
        raise BundleError("array 'table' points beyond the features")
    if not set(table.sizes) <= {1, 2, 3} or list(table.sizes) != sorted(set(table.sizes)):
        raise BundleError(f"'table.sizes' is {table.sizes!r}, expected 1 to 3, ascending")
