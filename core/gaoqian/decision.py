"""The decision for one article: topics above their thresholds, none, or abstention."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gaoqian.result import Reason, Status
from gaoqian.taxonomy import Mode

#: Texts with fewer Han characters are too short to tag: the shortest headline that names a
#: subject (“工会换届”) has four.
MIN_HAN = 4
#: Minimum share of Han characters among all letters and digits of a Chinese text. The lowest
#: share among the authored articles is 0.75, a table of match results.
MIN_HAN_SHARE = 0.3
#: "None" would be wrong where a topic is below its threshold and yet likelier than not.
LIKELIER_THAN_NOT = 0.5
#: In characters: a headline, perhaps with one line below it. Such a text often does not name
#: its subject, so "none" requires all topics to be at most `UNLIKELY` (docs/decisions.md).
SHORT = 60
UNLIKELY = 0.2


#: ISO 639 codes of Chinese and its varieties, of undetermined and multiple languages, and ``""``.
_CHINESE = frozenset(
    ["zh", "zho", "chi", "cmn", "yue", "wuu", "nan", "hak", "lzh", "und", "mul"]
) | {""}


_FIRST_HAN, _LAST_HAN = np.uint16(0x3400), np.uint16(0x9FFF)


@dataclass(frozen=True, slots=True)
class Decision:
    """The decision for one article.

    Attributes:
        status: As in `TagResult`.
        reason: As in `TagResult`.
        topics: Indices of the assigned topics, highest probability first.
    """

    status: Status
    reason: Reason | None
    topics: tuple[int, ...]


def abstain_before_scoring(text: str, language: str = "", mode: Mode = "multi") -> Reason | None:
    """Return the reason why a text must not be scored, or None where it may be.

    Args:
        text: The cleaned text.
        language: The BCP 47 tag that the sender declared, if any.
        mode: As in `Taxonomy`; in mode single every text with a letter or digit has a topic.
    """
    if mode == "single":
        return None if any(map(str.isalnum, text)) else "too_short"
    if language and re.split("[-_]", language.strip().lower())[0] not in _CHINESE:
        return "not_chinese"
    # No half of a surrogate pair lies in the range.
    units = np.frombuffer(text.encode("utf-16-le"), dtype="<u2")
    han = int(np.count_nonzero(units - _FIRST_HAN <= _LAST_HAN - _FIRST_HAN))
    if han < MIN_HAN:
        return "not_chinese" if sum(map(str.isalpha, text)) >= MIN_HAN else "too_short"
    # Most texts pass the first test; only then are letters told from blanks and punctuation.
    sparse = han < MIN_HAN_SHARE * len(text)
    if sparse and han < MIN_HAN_SHARE * sum(map(str.isalnum, text)):
        return "not_chinese"
    return None


def decide(
    scores: Sequence[float],
    thresholds: Sequence[float],
    mode: Mode = "multi",
    *,
    characters: int = SHORT,
) -> Decision:
    """Assign every topic whose probability reaches its threshold; in mode single the likeliest.

    Args:
        scores: Calibrated probabilities, one a topic.
        thresholds: One a topic, each 0 to 1; unused in mode single.
        mode: As in `Taxonomy`.
        characters: Length of the cleaned text; below `SHORT`, "none" needs all topics `UNLIKELY`.
    """
    if mode == "single":
        return Decision("tagged", None, (scores.index(max(scores)),))
    given = [index for index, score in enumerate(scores) if score >= thresholds[index]]
    if given:
        return Decision("tagged", None, tuple(sorted(given, key=lambda index: -scores[index])))
    if max(scores) >= LIKELIER_THAN_NOT:
        return Decision("abstained", "low_confidence", ())
    if characters < SHORT and max(scores) > UNLIKELY:
        return Decision("abstained", "low_confidence", ())
    return Decision("none", None, ())
