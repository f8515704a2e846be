"""How the arrays of a scorer are laid out in ``scorer.joblib``."""

from pathlib import Path
from typing import Any

from gaoqian.bundle.old_formats import convert_old
from gaoqian.errors import BundleError
from gaoqian.scorer import Calibration, FeatureTable, ScorerArrays, audit_arrays

#: From this version on, files are laid out as here.
_FIRST_OF_THIS_LAYOUT = 3


def arrays_to_plain(arrays: ScorerArrays) -> dict[str, Any]:
    """Return the dictionary that stands in the file."""
    return {
        "words": arrays.words,
        "spelling": arrays.spelling,
        "table": arrays.table.to_plain(),
        "rows": arrays.rows,
        "intercept": arrays.intercept,
        "calibration_slope": arrays.calibration.slope,
        "calibration_intercept": arrays.calibration.intercept,
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
        if version < _FIRST_OF_THIS_LAYOUT:
            content = content | convert_old(content)
        arrays = _build(content)
        audit_arrays(arrays)
    except (BundleError, KeyError, TypeError, ValueError, IndexError) as error:
        raise BundleError(f"{path}: not as expected: {error}; train again") from error
    return arrays


def _build(content: dict[str, Any]) -> ScorerArrays:
    words, spelling, table = content["words"], content["spelling"], content["table"]
    if type(words) is not int or words < 0 or not isinstance(spelling, str):
        raise BundleError("'words' and 'spelling' are no number and no text")
    link = content["calibration_link"]
    if link not in ("sigmoid", "softmax"):
        raise BundleError(f"'calibration_link' is {link!r}, expected sigmoid or softmax")
    slope, intercept = content["calibration_slope"], content["calibration_intercept"]
    return ScorerArrays(
        words=words,
        spelling=spelling,
        table=FeatureTable(**table | {"sizes": tuple(table["sizes"])}),
        rows=content["rows"],
        intercept=content["intercept"],
        calibration=Calibration(slope, intercept, link),
    )
