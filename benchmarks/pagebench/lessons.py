"""What page cutting learns from a page: what is seen of each line, and which role it has."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gaoqian.pages import roles
from gaoqian.pages.features import Rows, line_features
from gaoqian.pages.page_lines import find_page_lines
from gaoqian.pages.vocabulary import PageWords, Vocabulary
from pagebench.labels import LabelledLine

_PARTS = {
    "headline": roles.HEADLINE,
    "byline": roles.BYLINE,
    "body": roles.BODY,
    "subhead": roles.SUBHEAD,
    "caption": roles.FURNITURE,
    "furniture": roles.FURNITURE,
}


@dataclass(frozen=True, slots=True)
class Lesson:
    """One page.

    Attributes:
        features: Of shape (lines, features), as `gaoqian.pages.features` sees them.
        roles: Of shape (lines,), as `gaoqian.pages.roles.ROLES` numbers them.
    """

    features: Rows
    roles: NDArray[np.int8]


def lesson_of(lines: Sequence[LabelledLine], vocabulary: Vocabulary) -> Lesson | None:
    """Return what a page teaches; None where all of it stands apart."""
    text = "\n".join(line.text for line in lines)
    starts: dict[int, LabelledLine] = {}
    position = 0
    for line in lines:
        for offset in range(len(line.text) + 1):
            starts[position + offset] = line
        position += len(line.text) + 1
    copy = find_page_lines(text, 0, len(text))
    if not copy.lines:
        return None
    words = PageWords(copy.lines, vocabulary)
    features = line_features(copy.lines, words, copy.below_captions)
    return Lesson(features, _roles([starts[line.start] for line in copy.lines]))


def _roles(lines: Sequence[LabelledLine]) -> NDArray[np.int8]:
    found = np.array([_PARTS[line.part] for line in lines], dtype=np.int8)
    bodies: dict[int, list[int]] = defaultdict(list)
    for index, line in enumerate(lines):
        if line.part in ("body", "subhead"):
            bodies[line.piece].append(index)
    for indices in bodies.values():
        for before, index in pairwise(indices):
            left, right = lines[before].column, lines[index].column
            if left != right and right != left + 1:
                found[index] = roles.RUN
        found[indices[-1]] = roles.CLOSES
        found[indices[0]] = roles.OPENS
    return found
