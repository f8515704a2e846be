"""Line features: a line, its neighbours and its page as numbers, for `gaoqian.pages.roles`.

Most features are 0 or 1; widths are in tens of Han characters or relative to neighbouring
columns; all are clipped to -4 to 4.
"""

from collections.abc import Collection, Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from gaoqian.pages.cues import LineCues, page_cues
from gaoqian.pages.lines import Line, left_column, right_column
from gaoqian.pages.vocabulary import PageWords
from gaoqian.text.leads import BULLETS

Rows: TypeAlias = NDArray[np.float32]

#: In lines: context on either side.
REACH = 5
#: In lines: the beginning and the end of a page.
_EDGE = 10
#: In Han characters: punctuation at line ends and digits make a full line this much shorter.
_SLACK = 1.2

#: Features of a single line.
OF_A_LINE = (
    "width",
    "share of the column above",
    "share of the column below",
    "column above wider than the one below",
    "wider than the column above",
    "wider than the column below",
    "fills the column above",
    "fills the column below",
    "ends a sentence",
    "ends in a comma",
    "opens with a closing sign",
    "opens with a lead",
    "is a byline",
    "is a signature",
    "is a name",
    "commas",
    "full stop within",
    "full stop at the end",
    "indented",
    "letter-spaced",
    "blank lines before",
    "digits",
    "opens with a quotation",
    "opens with a dash",
    "colon",
    "ends in a question or a call",
    "ends in a bracket",
    "opens with a bracket",
    "one character",
    "opens with a mark",
    "jump in vocabulary",
    "opens within a word",
    "below a caption",
    "outside the page",
)
#: Features of the page, and of the line's position on it.
OF_THE_PAGE = (
    "sentence ends before an indent",
    "blank lines",
    "sentence ends before blank lines",
    "place",
    "lines from the top",
    "lines to the foot",
)
#: Number of columns of `line_features`.
COUNT = len(OF_A_LINE) * (2 * REACH + 1) + 2 * REACH + len(OF_THE_PAGE)


def line_features(
    lines: Sequence[Line], words: PageWords, below_captions: Collection[int] = ()
) -> Rows:
    """Return the features of each line, shape ``(lines, COUNT)``.

    Args:
        lines: The lines of a page, without furniture and captions.
        words: Their words.
        below_captions: Indices of lines that follow a caption.
    """
    cues = page_cues(lines)
    rows = np.zeros((len(lines) + 2 * REACH, len(OF_A_LINE)), dtype=np.float32)
    rows[:, -1] = 1.0
    for index in range(len(lines)):
        form = _of_width(lines, index) + _of_form(lines[index], cues[index])
        place = words.jump(index) / 3 if index else 1.0
        cut, below = index in words.cut_words, index in below_captions
        rows[index + REACH] = (*form, place, cut, below, 0.0)
    around = [rows[shift : shift + len(lines)] for shift in range(2 * REACH + 1)]
    return np.hstack([*around, _relative_widths(lines), _of_page(lines, cues)])


def _of_width(lines: Sequence[Line], index: int) -> tuple[float, ...]:
    width = lines[index].width
    above, below = left_column(lines, index), right_column(lines, index + 1)
    return (
        min(width, 40.0) / 10,
        min(width / above, 2.0) if above else 1.0,
        min(width / below, 2.0) if below else 1.0,
        _difference(above, below),
        _difference(width, above),
        _difference(width, below),
        abs(width - above) < _SLACK,
        abs(width - below) < _SLACK,
    )


def _of_form(line: Line, cues: LineCues) -> tuple[float, ...]:
    text = line.closed
    return (
        cues.ends_sentence,
        cues.must_continue,
        cues.cannot_open,
        cues.opens_with_lead,
        cues.is_byline,
        cues.is_signature,
        cues.is_name,
        min(cues.commas, 3) / 3,
        "。" in text[:-1],
        text.endswith("。"),
        line.is_indented,
        line.is_spaced,
        min(line.gap, 2),
        any(character.isdigit() for character in text),
        text[0] in "“「《",
        text.startswith("——"),
        "：" in text,
        text[-1] in "？！",
        text[-1] in "）)",
        text[0] in "（(",
        len(text) == 1,
        text[0] in BULLETS,
    )


def _relative_widths(lines: Sequence[Line]) -> Rows:
    """Return the difference in width between each line and its neighbours."""
    widths = np.array([line.width for line in lines])
    padded = np.pad(widths, REACH)
    shifts = [shift for shift in range(2 * REACH + 1) if shift != REACH]
    wider = np.stack([padded[shift : shift + len(lines)] - widths for shift in shifts], axis=1)
    return np.clip(wider / 5, -3.0, 3.0).astype(np.float32)


def _of_page(lines: Sequence[Line], cues: Sequence[LineCues]) -> Rows:
    count = len(lines)
    behind = [lines[index] for index in range(1, count) if cues[index - 1].ends_sentence]
    ends = max(1, len(behind))
    habits = (
        sum(line.is_indented for line in behind) / ends,
        sum(line.gap > 0 for line in lines) / count,
        sum(line.gap > 0 for line in behind) / ends,
    )
    index = np.arange(count)
    top, foot = np.minimum(index, _EDGE), np.minimum(count - 1 - index, _EDGE)
    places = np.stack([index / count, top / _EDGE, foot / _EDGE], axis=1)
    return np.hstack([np.tile(habits, (count, 1)), places]).astype(np.float32)


def _difference(left: float, right: float) -> float:
    return max(-2.0, min(2.0, (left - right) / 5))
