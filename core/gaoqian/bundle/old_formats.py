"""Formats 1 and 2: words as a list, n-grams in a table of their own, weights in float64."""

from typing import Any

import numpy as np

from gaoqian.errors import BundleError
from gaoqian.scorer import build_table, lay_out_rows
from gaoqian.scorer.table import spell_ngrams


def convert_old(content: dict[str, Any]) -> dict[str, Any]:
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
