"""How the arrays of a scorer are laid out in ``scorer.joblib``."""

from pathlib import Path
from typing import Any

import numpy as np

from gaoqian.bundle.old_formats import convert_old
from gaoqian.errors import BundleError
from gaoqian.scorer import Calibration, FeatureTable, ScorerArrays, audit_arrays

#: From this version on, files hold one table of words and n-grams.
_FIRST_WITH_ONE_TABLE = 3
#: From this version on, there are marks among the features, and calibration knows lengths.
_FIRST_WITH_MARKS = 4


def arrays_to_plain(arrays: ScorerArrays) -> dict[str, Any]:
    """Return the dictionary that stands in the file."""
    return {
        "words": arrays.words,
        "marks": arrays.marks,
        "spelling": arrays.spelling,
        "table": arrays.table.to_plain(),
        "rows": arrays.rows,
        "intercept": arrays.intercept,
        "calibration_slope": arrays.calibration.slope,
        "calibration_intercept": arrays.calibration.intercept,
        "calibration_per_length": arrays.calibration.per_length,
        "calibration_link": arrays.calibration.link,
    }


def parse_arrays(content: dict[str, Any], version: int, path: Path) -> ScorerArrays:
    """Build the arrays from a file's dictionary, and audit them.

    Args:
        content: What the file holds.
        version: The bundle's format.
        path: Named in errors.

    Raises:
        BundleError: something is missing or does not fit.
    """
    try:
        if version < _FIRST_WITH_ONE_TABLE:
            content = content | convert_old(content)
        if version < _FIRST_WITH_MARKS:
            per_length = np.zeros(len(content["calibration_slope"]))
            content = content | {"marks": 0, "calibration_per_length": per_length}
        arrays = _build(content)
        audit_arrays(arrays)
    except (BundleError, KeyError, TypeError, ValueError, IndexError) as error:
        raise BundleError(f"{path}: not as expected: {error}; train again") from error
    return arrays


def _build(content: dict[str, Any]) -> ScorerArrays:
    spelling, table = content["spelling"], content["table"]
    counts = {name: content[name] for name in ("words", "marks")}
    for name, count in counts.items():
        if type(count) is not int or count < 0:
            raise BundleError(f"'{name}' is no number of features")
    if not isinstance(spelling, str):
        raise BundleError("'spelling' is no text")
    link = content["calibration_link"]
    if link not in ("sigmoid", "softmax"):
        raise BundleError(f"'calibration_link' is {link!r}, expected sigmoid or softmax")
    slope, intercept = content["calibration_slope"], content["calibration_intercept"]
    calibration = Calibration(slope, intercept, content["calibration_per_length"], link)
    return ScorerArrays(
        **counts,
        spelling=spelling,
        table=FeatureTable(**table | {"sizes": tuple(table["sizes"])}),
        rows=content["rows"],
        intercept=content["intercept"],
        calibration=calibration,
    )
