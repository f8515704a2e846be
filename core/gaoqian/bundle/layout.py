"""Layout of a scorer's arrays in ``scorer.joblib``, of all formats."""

from pathlib import Path
from typing import Any

import numpy as np

from gaoqian.errors import BundleError
from gaoqian.scorer import (
    Calibration,
    FeatureTable,
    ScorerArrays,
    audit_arrays,
    build_table,
    lay_out_rows,
)
from gaoqian.scorer.table import spell_ngrams

#: First format with one table of words and n-grams.
_FIRST_WITH_ONE_TABLE = 3
#: First format with marks among the features and lengths in the calibration.
_FIRST_WITH_MARKS = 4


def arrays_to_plain(arrays: ScorerArrays) -> dict[str, Any]:
    """Return the dictionary stored in the file."""
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
        content: The dictionary in the file.
        version: The bundle's format.
        path: The file, for error messages.

    Raises:
        BundleError: an entry is missing or invalid.
    """
    try:
        if version < _FIRST_WITH_ONE_TABLE:
            content = content | _convert_old(content)
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


def _convert_old(content: dict[str, Any]) -> dict[str, Any]:
    """Convert formats 1 and 2 to the entries of format 3, with a new lookup table.

    Raises:
        BundleError: the words are not strings, or do not fit the weights.
        KeyError, TypeError, ValueError, IndexError: another entry is missing or invalid.
    """
    words = content["words"]
    if not isinstance(words, list) or not all(isinstance(word, str) for word in words):
        raise BundleError("'words' is no list of strings")
    old = content["ngrams"]
    entries = old["slots"][old["slots"] != 0]
    spelt = spell_ngrams(old["characters"], old["singles"], entries)
    table = build_table(words, [spelt[number] for number in sorted(spelt)])
    if len(words) + len(spelt) != len(content["idf"]):
        raise BundleError(f"{len(words)} words and {len(spelt)} n-grams do not fit the idf")
    return {
        "words": len(words),
        "spelling": "\n".join(words),
        "table": table.to_plain(),
        "rows": lay_out_rows(np.asarray(content["idf"]), np.asarray(content["weights"])),
    }
