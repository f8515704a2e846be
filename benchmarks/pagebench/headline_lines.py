"""Into which lines a headline is broken: at clauses, behind marks, between words."""

import re
from functools import cache

from gaoqian.segment import Segmenter, load_segmenter

#: In characters: no line is shorter, and none is less than this share of the longest.
_MIN_LINE, _MIN_SHARE = 3, 0.45
_AFTER_MARK = re.compile(r"[：，、；？！]”?$")
_NOT_FIRST = "，。、：；！？”》）—"
_NOT_LAST = "“《（"
#: By how many characters off the middle a cut behind a mark is as good as one in the middle.
_MARK_WORTH = 3


def split_headline(clauses: tuple[str, ...], count: int) -> list[str]:
    """Split a headline into so many lines, or return an empty list where none is good.

    Args:
        clauses: Clauses of the headline; on one line a blank parts them, and each new line
            begins with a clause where there are as many lines as clauses.
        count: Lines, at least one.
    """
    if count == 1:
        return ["\u3000".join(clauses)]
    lines = list(clauses)
    while len(lines) < count:
        longest = max(range(len(lines)), key=lambda number: len(lines[number]))
        halves = _halve(lines[longest], count - len(lines))
        if halves is None:
            return []
        lines[longest : longest + 1] = halves
    lengths = [len(line) for line in lines]
    is_good = min(lengths) >= max(_MIN_LINE, _MIN_SHARE * max(lengths))
    return lines if len(lines) == count and is_good else []


def _halve(text: str, more: int) -> list[str] | None:
    """Cut off a line's share between two words; ``more`` further cuts follow, this one included."""
    aim = len(text) / (more + 1)
    cuts = []
    position = 0
    for word in _segmenter().cut(text)[:-1]:
        position += len(word)
        if text[position] not in _NOT_FIRST and text[position - 1] not in _NOT_LAST:
            worth = _MARK_WORTH if _AFTER_MARK.search(text[:position]) else 0
            cuts.append((abs(position - aim) - worth, position))
    if not cuts:
        return None
    cut = min(cuts)[1]
    return [text[:cut], text[cut:]]


@cache
def _segmenter() -> Segmenter:
    return load_segmenter()
